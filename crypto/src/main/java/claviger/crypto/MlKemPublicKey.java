package claviger.crypto;

import java.security.SecureRandom;
import java.util.Optional;
import org.bouncycastle.crypto.kems.MLKEMGenerator;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;

/// Makes shared secrets with ML-KEM (FIPS 203).
public final class MlKemPublicKey implements AsymmetricPublicKey {

    private final MlKem parameterSet;
    private final Blob raw;

    private MlKemPublicKey(MlKem parameterSet, Blob raw) {
        this.parameterSet = parameterSet;
        this.raw = raw;
    }

    /// The key as FIPS 203 encodes it. Empty if it has another length, or a coefficient that is
    /// not below the modulus (FIPS 203, 7.2).
    public static Optional<MlKemPublicKey> ofRaw(MlKem parameterSet, Blob raw) {
        return Untrusted.attempt(() -> new MLKEMPublicKeyParameters(parameterSet.parameters(), raw.shared()))
                .map(_ -> new MlKemPublicKey(parameterSet, raw));
    }

    /// Reads a DER SubjectPublicKeyInfo. Empty unless it is one of this parameter set to the byte,
    /// and its key is one.
    public static Optional<MlKemPublicKey> ofSpki(MlKem parameterSet, Blob spki) {
        return parameterSet.forms.readPublic(spki).flatMap(raw -> ofRaw(parameterSet, raw));
    }

    /// Which sizes it has.
    public MlKem parameterSet() {
        return parameterSet;
    }

    /// The key as FIPS 203 encodes it.
    public Blob raw() {
        return raw;
    }

    /// DER SubjectPublicKeyInfo (RFC 9935).
    @Override
    public Blob spki() {
        return parameterSet.forms.writePublic(raw);
    }

    /// A new secret, and what its receiver finds it with.
    ///
    /// @param sharedSecret 32 bytes
    /// @param ciphertext 768, 1,088 or 1,568 bytes
    public record Encapsulation(SecretBytes sharedSecret, Blob ciphertext) {}

    /// Makes a shared secret for the owner of the private key.
    public Encapsulation encapsulate(Randomness random) {
        return encapsulate(Draws.from(random));
    }

    /// For known answers: who knows the message m, knows the secret.
    Encapsulation encapsulateInsecurely(byte[] m) {
        return encapsulate(Draws.repeating(m));
    }

    private Encapsulation encapsulate(SecureRandom random) {
        var key = new MLKEMPublicKeyParameters(parameterSet.parameters(), raw.shared());
        var made = new MLKEMGenerator(random).generateEncapsulated(key);
        return new Encapsulation(SecretBytes.adopt(made.getSecret()), Blob.adopt(made.getEncapsulation()));
    }

    @Override
    public String toString() {
        return "MlKemPublicKey[" + parameterSet + "]";
    }
}
