/// An example: a file, encrypted and decrypted under a KMS key.
@NullMarked
package claviger.examples.encryptafile;

import org.jspecify.annotations.NullMarked;
