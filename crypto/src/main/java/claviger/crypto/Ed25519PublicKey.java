package claviger.crypto;

import java.util.Optional;

/// Verifies Ed25519 and Ed25519ph signatures (RFC 8032).
public final class Ed25519PublicKey implements AsymmetricPublicKey {

    static final int SIGNATURE_LENGTH = 64;

    private final Blob spki;
    private final Ed25519Engine.Public key;

    private Ed25519PublicKey(Blob spki, Ed25519Engine.Public key) {
        this.spki = spki;
        this.key = key;
    }

    /// Reads a DER SubjectPublicKeyInfo (RFC 8410). Empty unless it holds a point of the curve, in
    /// its canonical form, and of prime order.
    public static Optional<Ed25519PublicKey> ofSpki(Blob spki) {
        return ofSpki(KeyPairEngines.ed25519(), spki);
    }

    static Optional<Ed25519PublicKey> ofSpki(Ed25519Engine engine, Blob spki) {
        return Untrusted.attempt(() -> {
            var point = KeyEncoding.ED25519.readPublic(spki.shared());
            DerReader.require(BouncyCastleEd25519.isPublicKey(point));
            return of(engine, point);
        });
    }

    /// @param point that was checked
    static Ed25519PublicKey of(Ed25519Engine engine, Blob point) {
        var spki = KeyEncoding.ED25519.writePublic(Der.raw(point));
        return new Ed25519PublicKey(spki, engine.publicKey(spki.shared()));
    }

    @Override
    public Blob spki() {
        return spki;
    }

    /// Whether this is the Ed25519 signature of the message.
    public boolean verify(byte[] message, Blob signature) {
        return verify(false, message, signature);
    }

    /// Whether this is the Ed25519ph signature of the message, with an empty context.
    public boolean verifyPrehash(byte[] message, Blob signature) {
        return verify(true, message, signature);
    }

    private boolean verify(boolean prehash, byte[] message, Blob signature) {
        return signature.length() == SIGNATURE_LENGTH
                && Untrusted.attempt(() -> key.verify(prehash, message, signature.shared()))
                        .orElse(false);
    }

    @Override
    public String toString() {
        return "Ed25519PublicKey";
    }
}
