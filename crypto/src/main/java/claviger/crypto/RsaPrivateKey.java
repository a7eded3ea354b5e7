package claviger.crypto;

import java.util.Optional;

/// Decrypts RSAES-OAEP, and signs with RSASSA-PSS and RSASSA-PKCS1-v1_5. A modulus has 2048, 3072
/// or 4096 bits, and two primes.
public final class RsaPrivateKey implements AsymmetricPrivateKey {

    private final RsaPublicKey publicKey;
    private final HeldKey<RsaEngine.Private> key;

    private RsaPrivateKey(RsaPublicKey publicKey, HeldKey<RsaEngine.Private> key) {
        this.publicKey = publicKey;
        this.key = key;
    }

    /// A new key with the exponent 65537. Takes from 50 ms to seconds, most of it native: not for
    /// a virtual thread.
    ///
    /// @param bits 2048, 3072 or 4096
    public static RsaPrivateKey generate(int bits) {
        return generate(KeyPairEngines.rsa(), bits);
    }

    static RsaPrivateKey generate(RsaEngine engine, int bits) {
        requireSize(bits);
        var generated = engine.generate(bits);
        try {
            return ofTrustedPkcs8(engine, bits, generated)
                    .orElseThrow(() -> new IllegalStateException("a generated RSA key does not fit together"));
        } finally {
            generated.wipe();
        }
    }

    /// Reads a DER PrivateKeyInfo that anybody may have made. Empty unless it holds a key of this
    /// size with an odd exponent of 65537 to 2^33 and two primes of half its length, all eight
    /// numbers fit together, and what the key signs, verifies.
    ///
    /// @param bits 2048, 3072 or 4096
    public static Optional<RsaPrivateKey> ofPkcs8(int bits, SecretBytes pkcs8) {
        return ofPkcs8(KeyPairEngines.rsa(), bits, pkcs8);
    }

    static Optional<RsaPrivateKey> ofPkcs8(RsaEngine engine, int bits, SecretBytes pkcs8) {
        return read(engine, bits, pkcs8, true);
    }

    /// The same without the test whether the primes are primes, which takes from 10 to 100 ms: for
    /// what [#pkcs8] wrote, and nobody can have changed since.
    public static Optional<RsaPrivateKey> ofTrustedPkcs8(int bits, SecretBytes pkcs8) {
        return ofTrustedPkcs8(KeyPairEngines.rsa(), bits, pkcs8);
    }

    static Optional<RsaPrivateKey> ofTrustedPkcs8(RsaEngine engine, int bits, SecretBytes pkcs8) {
        return read(engine, bits, pkcs8, false);
    }

    private static Optional<RsaPrivateKey> read(RsaEngine engine, int bits, SecretBytes pkcs8, boolean testPrimes) {
        requireSize(bits);
        return pkcs8.use(der -> Untrusted.attempt(() -> {
                    var info = KeyEncoding.RSA.readPrivate(der);
                    var numbers = RsaNumbers.read(info.key());
                    DerReader.require(numbers.fitTogether(bits, info.publicKey()));
                    DerReader.require(!testPrimes || numbers.hasPrimes());
                    return of(engine, numbers);
                }))
                .filter(RsaPrivateKey::fitsItself);
    }

    private static RsaPrivateKey of(RsaEngine engine, RsaNumbers numbers) {
        var publicKey = RsaPublicKey.of(engine, numbers.n(), numbers.e());
        var pkcs8 = numbers.pkcs8();
        return new RsaPrivateKey(publicKey, new HeldKey<>(pkcs8.use(engine::privateKey), pkcs8));
    }

    static void requireSize(int bits) {
        if (bits != 2048 && bits != 3072 && bits != 4096) {
            throw new IllegalArgumentException("an RSA key has 2048, 3072 or 4096 bits, not " + bits);
        }
    }

    /// The pairwise consistency test of FIPS 140-3.
    private boolean fitsItself() {
        var digest = Hash.SHA_256.digest(new byte[0]);
        var block = RsaPadding.PKCS1_V1_5.pad(digest, bits(), Blob.EMPTY);
        return key.use(held -> Untrusted.attempt(() -> held.apply(block)))
                .filter(signed -> publicKey.verify(RsaPadding.PKCS1_V1_5, digest, Blob.adopt(signed)))
                .isPresent();
    }

    /// The length of the modulus in bits.
    public int bits() {
        return publicKey.bits();
    }

    @Override
    public RsaPublicKey publicKey() {
        return publicKey;
    }

    @Override
    public SecretBytes pkcs8() {
        return key.pkcs8();
    }

    /// The plaintext, or empty if the ciphertext was not made with this public key and hash,
    /// whatever the difference.
    ///
    /// @throws SecretBytes.WipedException if the key is gone
    public Optional<SecretBytes> decrypt(Oaep oaep, Blob ciphertext) {
        return key.use(held -> publicKey.isBelowModulus(ciphertext)
                ? Untrusted.attempt(() -> SecretBytes.adopt(held.decrypt(oaep, ciphertext.shared())))
                : Optional.empty());
    }

    /// A signature as long as the modulus.
    ///
    /// @param random gives the salt of PSS
    /// @throws SecretBytes.WipedException if the key is gone
    public Blob sign(RsaPadding padding, Digest digest, Randomness random) {
        var salt = Blob.adopt(random.bytes(padding.saltLength(digest.hash())));
        return sign(padding, digest, salt);
    }

    /// For known answers.
    Blob sign(RsaPadding padding, Digest digest, Blob salt) {
        var block = padding.pad(digest, bits(), salt);
        return Blob.adopt(key.use(held -> held.apply(block)));
    }

    @Override
    public void wipe() {
        key.wipe();
    }

    @Override
    public boolean isWiped() {
        return key.isWiped();
    }

    @Override
    public String toString() {
        return "RsaPrivateKey[" + bits() + "]";
    }
}
