package claviger.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/// Encrypts with RSAES-OAEP, and verifies RSASSA-PSS and RSASSA-PKCS1-v1_5.
public final class RsaPublicKey implements AsymmetricPublicKey {

    private final int bits;
    private final byte[] modulus;
    private final Blob spki;
    private final RsaEngine.Public key;

    private RsaPublicKey(int bits, byte[] modulus, Blob spki, RsaEngine.Public key) {
        this.bits = bits;
        this.modulus = modulus;
        this.spki = spki;
        this.key = key;
    }

    /// Reads a DER SubjectPublicKeyInfo. Empty unless it holds an RSA key with a modulus of just
    /// so many bits, and an odd exponent of 65537 to 2^33.
    ///
    /// @param bits 2048, 3072 or 4096
    public static Optional<RsaPublicKey> ofSpki(int bits, Blob spki) {
        return ofSpki(KeyPairEngines.rsa(), bits, spki);
    }

    static Optional<RsaPublicKey> ofSpki(RsaEngine engine, int bits, Blob spki) {
        RsaPrivateKey.requireSize(bits);
        return Untrusted.attempt(() -> {
            var key = DerReader.ofOnly(
                    Der.SEQUENCE, KeyEncoding.RSA.readPublic(spki.shared()).shared());
            var n = key.integer();
            var e = key.integer();
            key.end();
            DerReader.require(RsaNumbers.isPublicKey(bits, n, e));
            return of(engine, n, e);
        });
    }

    /// @param n and e that were checked
    static RsaPublicKey of(RsaEngine engine, BigInteger n, BigInteger e) {
        var spki = KeyEncoding.RSA.writePublic(RsaNumbers.publicKey(n, e));
        var signed = n.toByteArray();
        // The first byte is the sign: a modulus fills its bytes.
        var modulus = Arrays.copyOfRange(signed, 1, signed.length);
        return new RsaPublicKey(n.bitLength(), modulus, spki, engine.publicKey(spki.shared()));
    }

    /// The length of the modulus in bits, and of a signature and a ciphertext.
    public int bits() {
        return bits;
    }

    @Override
    public Blob spki() {
        return spki;
    }

    /// A ciphertext as long as the modulus, another one each time.
    ///
    /// @param plaintext at most [Oaep#capacity] bytes
    /// @throws IllegalArgumentException if the plaintext is longer
    public Blob encrypt(Oaep oaep, SecretBytes plaintext) {
        if (plaintext.length() > oaep.capacity(bits)) {
            throw new IllegalArgumentException(
                    "OAEP encrypts at most " + oaep.capacity(bits) + " bytes here, not " + plaintext.length());
        }
        return Blob.adopt(plaintext.use(bytes -> key.encrypt(oaep, bytes)));
    }

    /// Whether this is a signature of the digest with just this padding and hash.
    public boolean verify(RsaPadding padding, Digest digest, Blob signature) {
        return isBelowModulus(signature)
                && Untrusted.attempt(() -> padding.opens(digest, key.apply(signature.shared())))
                        .orElse(false);
    }

    /// Whether these bytes are what RFC 8017 allows as a signature or ciphertext: as long as the
    /// modulus, and as a number below it.
    boolean isBelowModulus(Blob block) {
        return block.length() == modulus.length && Arrays.compareUnsigned(block.shared(), modulus) < 0;
    }

    @Override
    public String toString() {
        return "RsaPublicKey[" + bits + "]";
    }
}
