package claviger.crypto;

import java.security.SecureRandom;
import java.util.Optional;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM2Engine;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.SM2Signer;

/// Verifies signatures of SM2DSA, encrypts with SM2PKE, and is the peer of a key agreement.
public final class Sm2PublicKey implements AsymmetricPublicKey {

    private final ECPublicKeyParameters parameters;

    Sm2PublicKey(ECPublicKeyParameters parameters) {
        this.parameters = parameters;
    }

    /// Reads a DER SubjectPublicKeyInfo. Empty unless it names the curve of SM2, and holds an
    /// uncompressed point of it, and nothing else.
    public static Optional<Sm2PublicKey> ofSpki(Blob spki) {
        var der = spki.shared();
        return Sm2Forms.SPKI.matches(der)
                ? Sm2Curve.point(Sm2Forms.SPKI.read(der, 0)).map(Sm2PublicKey::new)
                : Optional.empty();
    }

    /// DER SubjectPublicKeyInfo (RFC 5480), with an uncompressed point.
    @Override
    public Blob spki() {
        return Blob.adopt(Sm2Forms.SPKI.write(coordinates()));
    }

    /// x and y, 64 bytes.
    byte[] coordinates() {
        return Sm2Curve.coordinates(parameters);
    }

    ECPublicKeyParameters parameters() {
        return parameters;
    }

    /// Whether this is the signature of the message by the owner of this key, under the
    /// distinguishing identifier 1234567812345678.
    ///
    /// @param signature DER
    public boolean verify(byte[] message, Blob signature) {
        return verify(Sm2Dsa.ofMessage(), message, signature);
    }

    /// Whether this is the signature of a message that the caller has hashed with SM3, and Z
    /// before it.
    ///
    /// @param digest 32 bytes
    /// @param signature DER
    /// @throws IllegalArgumentException if the digest has another length
    public boolean verifyDigest(byte[] digest, Blob signature) {
        return verify(Sm2Dsa.ofDigest(digest), digest, signature);
    }

    private boolean verify(SM2Signer signer, byte[] input, Blob signature) {
        return Sm2Encoding.readSignature(signature)
                .flatMap(plain -> Untrusted.attempt(() -> {
                    signer.init(false, new ParametersWithID(parameters, Sm2Dsa.DISTINGUISHING_ID));
                    signer.update(input, 0, input.length);
                    return signer.verifySignature(plain);
                }))
                .orElse(false);
    }

    /// A ciphertext in DER: x, y, SM3 hash, masked plaintext (C1C3C2).
    ///
    /// @param plaintext 1 to 1,024 bytes
    /// @throws IllegalArgumentException if the plaintext has another length
    public Blob encrypt(SecretBytes plaintext, Randomness random) {
        return encrypt(plaintext, Draws.from(random));
    }

    /// For known answers: who knows the number k, can read the plaintext.
    Blob encryptInsecurely(SecretBytes plaintext, byte[] k) {
        return encrypt(plaintext, Draws.repeating(k));
    }

    private Blob encrypt(SecretBytes plaintext, SecureRandom random) {
        if (plaintext.length() < 1 || plaintext.length() > Sm2.LONGEST_PLAINTEXT) {
            throw new IllegalArgumentException("SM2PKE encrypts 1 to 1024 bytes, not " + plaintext.length());
        }
        var engine = new SM2Engine(SM2Engine.Mode.C1C3C2);
        engine.init(true, new ParametersWithRandom(parameters, random));
        return plaintext.use(bytes -> {
            try {
                return Sm2Encoding.writeCiphertext(engine.processBlock(bytes, 0, bytes.length));
            } catch (InvalidCipherTextException impossible) {
                throw new IllegalStateException("SM2 cannot encrypt", impossible);
            }
        });
    }

    @Override
    public String toString() {
        return "Sm2PublicKey";
    }
}
