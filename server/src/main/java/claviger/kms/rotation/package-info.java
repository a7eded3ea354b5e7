/// Operations that replace the material of KMS keys, and tell of it.
@NullMarked
package claviger.kms.rotation;

import org.jspecify.annotations.NullMarked;
