/// Who sent a request: the one verifier of Signature Version 4, in front of everything else.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html>
@NullMarked
package claviger.sigv4;

import org.jspecify.annotations.NullMarked;
