/// The calls on tags of KMS keys.
@NullMarked
package claviger.kms.tag;

import org.jspecify.annotations.NullMarked;
