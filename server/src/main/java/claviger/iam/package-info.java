/// Accounts and their credentials.
@NullMarked
package claviger.iam;

import org.jspecify.annotations.NullMarked;
