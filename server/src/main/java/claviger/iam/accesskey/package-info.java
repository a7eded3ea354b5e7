/// A file for each call about access keys.
@NullMarked
package claviger.iam.accesskey;

import org.jspecify.annotations.NullMarked;
