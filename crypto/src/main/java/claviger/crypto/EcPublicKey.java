package claviger.crypto;

import java.util.Optional;

/// Verifies ECDSA, and is the peer of a key agreement.
public final class EcPublicKey implements AsymmetricPublicKey {

    private final Curve curve;
    private final Blob spki;
    private final EcEngine.Public key;

    private EcPublicKey(Curve curve, Blob spki, EcEngine.Public key) {
        this.curve = curve;
        this.spki = spki;
        this.key = key;
    }

    /// Reads a DER SubjectPublicKeyInfo. Empty unless it names this curve, and holds a point of
    /// it, uncompressed.
    public static Optional<EcPublicKey> ofSpki(Curve curve, Blob spki) {
        return ofSpki(KeyPairEngines.ec(curve), curve, spki);
    }

    static Optional<EcPublicKey> ofSpki(EcEngine engine, Curve curve, Blob spki) {
        return Untrusted.attempt(() -> {
            var point = curve.encoding().readPublic(spki.shared());
            DerReader.require(curve.isPoint(point));
            return of(engine, curve, point);
        });
    }

    /// @param point that was checked. What is computed with is a new key on our own curve, and not
    ///     what somebody sent.
    static EcPublicKey of(EcEngine engine, Curve curve, Blob point) {
        var spki = curve.encoding().writePublic(Der.raw(point));
        return new EcPublicKey(curve, spki, engine.publicKey(curve, spki.shared()));
    }

    public Curve curve() {
        return curve;
    }

    @Override
    public Blob spki() {
        return spki;
    }

    EcEngine.Public key() {
        return key;
    }

    /// Whether this is a signature of the digest: a DER Ecdsa-Sig-Value (RFC 3279, 2.2.3), whose
    /// numbers are in their range.
    public boolean verify(Digest digest, Blob signature) {
        return Untrusted.attempt(() -> {
                    requireStrict(signature.shared());
                    return key.verify(digest, signature.shared());
                })
                .orElse(false);
    }

    // Before any library sees it: the JDK, and others, take more than DER.
    private void requireStrict(byte[] signature) {
        var numbers = DerReader.ofOnly(Der.SEQUENCE, signature);
        DerReader.require(curve.isScalar(numbers.integer()));
        DerReader.require(curve.isScalar(numbers.integer()));
        numbers.end();
    }

    @Override
    public String toString() {
        return "EcPublicKey[" + curve + "]";
    }
}
