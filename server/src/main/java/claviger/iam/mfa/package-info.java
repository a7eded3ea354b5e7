/// A file for each call about MFA devices.
@NullMarked
package claviger.iam.mfa;

import org.jspecify.annotations.NullMarked;
