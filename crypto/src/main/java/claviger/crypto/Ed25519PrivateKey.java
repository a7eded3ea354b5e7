package claviger.crypto;

import java.util.Optional;

/// Signs with Ed25519 and Ed25519ph (RFC 8032).
public final class Ed25519PrivateKey implements AsymmetricPrivateKey {

    private static final int SEED_LENGTH = 32;

    private final Ed25519PublicKey publicKey;
    private final HeldKey<Ed25519Engine.Private> key;

    private Ed25519PrivateKey(Ed25519PublicKey publicKey, HeldKey<Ed25519Engine.Private> key) {
        this.publicKey = publicKey;
        this.key = key;
    }

    public static Ed25519PrivateKey generate(Randomness random) {
        return generate(KeyPairEngines.ed25519(), random);
    }

    static Ed25519PrivateKey generate(Ed25519Engine engine, Randomness random) {
        return ofSeed(engine, random.secret(SEED_LENGTH))
                .orElseThrow(() -> new IllegalStateException("a generated Ed25519 key does not fit together"));
    }

    /// Reads a DER PrivateKeyInfo (RFC 8410). Empty unless it holds a seed of 32 bytes, a public
    /// key that is given is that of the seed, and what the key signs, verifies.
    public static Optional<Ed25519PrivateKey> ofPkcs8(SecretBytes pkcs8) {
        return ofPkcs8(KeyPairEngines.ed25519(), pkcs8);
    }

    static Optional<Ed25519PrivateKey> ofPkcs8(Ed25519Engine engine, SecretBytes pkcs8) {
        return pkcs8.use(der -> Untrusted.attempt(() -> seed(der))).flatMap(seed -> ofSeed(engine, seed));
    }

    private static Optional<Ed25519PrivateKey> ofSeed(Ed25519Engine engine, SecretBytes seed) {
        var publicKey = Ed25519PublicKey.of(engine, BouncyCastleEd25519.publicKey(seed));
        var pkcs8 = seed.use(bytes -> KeyEncoding.ED25519.writePrivate(Der.octetString(Der.raw(bytes))));
        seed.wipe();
        var held = new HeldKey<>(pkcs8.use(engine::privateKey), pkcs8);
        return Optional.of(new Ed25519PrivateKey(publicKey, held)).filter(Ed25519PrivateKey::fitsItself);
    }

    /// Throws as [DerReader] does.
    static SecretBytes seed(byte[] pkcs8) {
        var info = KeyEncoding.ED25519.readPrivate(pkcs8);
        var seed = SecretBytes.adopt(info.key().read(Der.OCTET_STRING));
        info.key().end();
        DerReader.require(seed.length() == SEED_LENGTH);
        var publicKey = info.publicKey();
        DerReader.require(publicKey == null || publicKey.equals(BouncyCastleEd25519.publicKey(seed)));
        return seed;
    }

    /// The pairwise consistency test of FIPS 140-3.
    private boolean fitsItself() {
        var message = new byte[0];
        return key.use(held -> Untrusted.attempt(() -> held.sign(false, message)))
                .filter(signed -> publicKey.verify(message, Blob.adopt(signed)))
                .isPresent();
    }

    @Override
    public Ed25519PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public SecretBytes pkcs8() {
        return key.pkcs8();
    }

    /// The Ed25519 signature of a message, 64 bytes.
    ///
    /// @throws SecretBytes.WipedException if the key is gone
    public Blob sign(byte[] message) {
        return Blob.adopt(key.use(held -> held.sign(false, message)));
    }

    /// The Ed25519ph signature of a message, 64 bytes, with an empty context. The message is
    /// hashed with SHA-512, even where it is a digest already.
    ///
    /// @throws SecretBytes.WipedException if the key is gone
    public Blob signPrehash(byte[] message) {
        return Blob.adopt(key.use(held -> held.sign(true, message)));
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
        return "Ed25519PrivateKey";
    }
}
