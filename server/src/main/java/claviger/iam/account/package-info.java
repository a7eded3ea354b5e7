/// A file for each call about an account as a whole, and about what nobody has here.
@NullMarked
package claviger.iam.account;

import org.jspecify.annotations.NullMarked;
