/// A file for each call about users themselves.
@NullMarked
package claviger.iam.user;

import org.jspecify.annotations.NullMarked;
