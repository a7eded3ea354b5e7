/// Algorithms, key material and the envelope. Knows no HTTP, no JSON, no SQL, no clock and no logger.
@NullMarked
package claviger.crypto;

import org.jspecify.annotations.NullMarked;
