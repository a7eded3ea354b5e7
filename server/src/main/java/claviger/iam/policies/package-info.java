/// A file for each call about the policies that users, groups and roles have.
@NullMarked
package claviger.iam.policies;

import org.jspecify.annotations.NullMarked;
