/// A file for each call about managed policies.
@NullMarked
package claviger.iam.managedpolicy;

import org.jspecify.annotations.NullMarked;
