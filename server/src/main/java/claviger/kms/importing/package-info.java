/// Operations that bring key material in from outside, and remove it.
@NullMarked
package claviger.kms.importing;

import org.jspecify.annotations.NullMarked;
