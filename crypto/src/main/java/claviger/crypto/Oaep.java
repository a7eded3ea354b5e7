package claviger.crypto;

/// RSAES-OAEP (RFC 8017, 7.1) with an empty label, and one hash for the label and for MGF1.
public enum Oaep {
    SHA_1("SHA-1", 20),
    SHA_256("SHA-256", 32);

    private final String hash;
    private final int hashLength;

    Oaep(String hash, int hashLength) {
        this.hash = hash;
        this.hashLength = hashLength;
    }

    /// The JDK's name of the hash.
    String hash() {
        return hash;
    }

    /// The longest plaintext in bytes, under a modulus of so many bits.
    public int capacity(int bits) {
        return bits / Byte.SIZE - 2 * hashLength - 2;
    }
}
