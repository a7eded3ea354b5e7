/// The calls on aliases.
@NullMarked
package claviger.kms.alias;

import org.jspecify.annotations.NullMarked;
