package claviger.crypto;

/// What is signed: the hash of a message, whether we computed it or the caller did.
///
/// @param value as long as the hash's digests are
public record Digest(Hash hash, Blob value) {

    /// @throws IllegalArgumentException if the value has another length
    public Digest {
        if (value.length() != hash.length()) {
            throw new IllegalArgumentException("a digest of " + hash.length() + " bytes, not " + value.length());
        }
    }
}
