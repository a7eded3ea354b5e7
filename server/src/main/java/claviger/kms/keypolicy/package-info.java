/// The calls on key policies.
@NullMarked
package claviger.kms.keypolicy;

import org.jspecify.annotations.NullMarked;
