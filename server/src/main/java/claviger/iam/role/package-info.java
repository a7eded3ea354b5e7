/// A file for each call about roles themselves.
@NullMarked
package claviger.iam.role;

import org.jspecify.annotations.NullMarked;
