/// The calls that make, show and change KMS keys.
@NullMarked
package claviger.kms.key;

import org.jspecify.annotations.NullMarked;
