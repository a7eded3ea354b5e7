/// The calls that use key material.
@NullMarked
package claviger.kms.cryptography;

import org.jspecify.annotations.NullMarked;
