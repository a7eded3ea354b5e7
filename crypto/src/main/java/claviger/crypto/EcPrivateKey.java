package claviger.crypto;

import java.util.Optional;

/// Signs with ECDSA (FIPS 186-5), and agrees on secrets (SP 800-56A).
public final class EcPrivateKey implements AsymmetricPrivateKey {

    private final EcPublicKey publicKey;
    private final HeldKey<EcEngine.Private> key;

    private EcPrivateKey(EcPublicKey publicKey, HeldKey<EcEngine.Private> key) {
        this.publicKey = publicKey;
        this.key = key;
    }

    public static EcPrivateKey generate(Curve curve) {
        return generate(KeyPairEngines.ec(curve), curve);
    }

    static EcPrivateKey generate(EcEngine engine, Curve curve) {
        var generated = engine.generate(curve);
        try {
            return ofPkcs8(engine, curve, generated)
                    .orElseThrow(() -> new IllegalStateException("a generated key does not fit together"));
        } finally {
            generated.wipe();
        }
    }

    /// Reads a DER PrivateKeyInfo that holds an ECPrivateKey (RFC 5915). Empty unless it names
    /// this curve and no parameters, the scalar is in its range, a public key that is given is
    /// that of the scalar, and what the key signs, verifies.
    public static Optional<EcPrivateKey> ofPkcs8(Curve curve, SecretBytes pkcs8) {
        return ofPkcs8(KeyPairEngines.ec(curve), curve, pkcs8);
    }

    /// A PrivateKeyInfo around what should be an ECPrivateKey (SEC 1, RFC 5915), which nobody has looked at yet.
    ///
    /// @param sec1 at most 64 KiB
    public static SecretBytes framed(Curve curve, SecretBytes sec1) {
        return sec1.use(der -> curve.encoding().writePrivate(Der.raw(der)));
    }

    static Optional<EcPrivateKey> ofPkcs8(EcEngine engine, Curve curve, SecretBytes pkcs8) {
        return pkcs8.use(der -> Untrusted.attempt(() -> of(engine, EcNumbers.read(curve, der))))
                .filter(EcPrivateKey::fitsItself);
    }

    private static EcPrivateKey of(EcEngine engine, EcNumbers numbers) {
        var curve = numbers.curve();
        var publicKey = EcPublicKey.of(engine, curve, numbers.point());
        var pkcs8 = numbers.pkcs8();
        var key = pkcs8.use(der -> engine.privateKey(curve, der));
        return new EcPrivateKey(publicKey, new HeldKey<>(key, pkcs8));
    }

    /// The pairwise consistency test of FIPS 140-3. It fails for any other public key than that of
    /// the scalar.
    private boolean fitsItself() {
        var digest = Hash.SHA_256.digest(new byte[0]);
        return key.use(held -> Untrusted.attempt(() -> held.sign(digest)))
                .filter(signed -> publicKey.verify(digest, Blob.adopt(signed)))
                .isPresent();
    }

    public Curve curve() {
        return publicKey.curve();
    }

    @Override
    public EcPublicKey publicKey() {
        return publicKey;
    }

    @Override
    public SecretBytes pkcs8() {
        return key.pkcs8();
    }

    /// A DER Ecdsa-Sig-Value (RFC 3279, 2.2.3) of at most 72, 104 or 139 bytes on P-256 (and
    /// secp256k1), P-384 or P-521.
    ///
    /// @throws SecretBytes.WipedException if the key is gone
    public Blob sign(Digest digest) {
        return Blob.adopt(key.use(held -> held.sign(digest)));
    }

    /// The x coordinate of the point that both sides find (SP 800-56A, 5.7.1.2), as long as the
    /// curve's coordinates. Not a key yet: a key is derived from it.
    ///
    /// @throws IllegalArgumentException if the peer is on another curve
    /// @throws SecretBytes.WipedException if the key is gone
    public SecretBytes deriveSharedSecret(EcPublicKey peer) {
        if (peer.curve() != curve()) {
            throw new IllegalArgumentException("a peer on " + peer.curve() + ", not on " + curve());
        }
        return SecretBytes.adopt(key.use(held -> held.agree(peer.key())));
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
        return "EcPrivateKey[" + curve() + "]";
    }
}
