package claviger.crypto;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Bytes that are no secret, as a value: ciphertext, digests, sealed things. Prints its length only.
public final class Blob {

    public static final Blob EMPTY = new Blob(new byte[0]);

    private final byte[] bytes;

    private Blob(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Takes a copy.
    public static Blob copyOf(byte[] bytes) {
        return new Blob(bytes.clone());
    }

    /// Takes the array itself: the caller must not change it again.
    public static Blob adopt(byte[] bytes) {
        return new Blob(bytes);
    }

    public int length() {
        return bytes.length;
    }

    /// A copy of the bytes.
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /// The bytes themselves, not to be changed: for readers that would otherwise copy on a hot path.
    public byte[] shared() {
        return bytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Blob blob && Arrays.equals(bytes, blob.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Blob[" + bytes.length + "]";
    }
}
