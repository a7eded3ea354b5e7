/// The nouns of KMS, the view of them that a request sees, and the gate through which every call asks leave.
@NullMarked
package claviger.kms;

import org.jspecify.annotations.NullMarked;
