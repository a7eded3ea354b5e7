package claviger.crypto;

/// The hashes under signatures (FIPS 180-4).
public enum Hash {
    SHA_256("SHA-256", "608648016503040201", 32),
    SHA_384("SHA-384", "608648016503040202", 48),
    SHA_512("SHA-512", "608648016503040203", 64);

    private final String algorithm;
    private final String identifier;
    private final int length;

    Hash(String algorithm, String identifier, int length) {
        this.algorithm = algorithm;
        this.identifier = identifier;
        this.length = length;
    }

    /// The JDK's name.
    String algorithm() {
        return algorithm;
    }

    /// The object identifier, encoded, without tag and length.
    String identifier() {
        return identifier;
    }

    /// The length of a digest in bytes.
    public int length() {
        return length;
    }

    public Digest digest(byte[] message) {
        return new Digest(this, Blob.adopt(Jdk.digest(algorithm).digest(message)));
    }
}
