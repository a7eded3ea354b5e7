package claviger.crypto;

import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;

/// Verifies ML-DSA signatures.
///
/// Every string of the right length is a public key of ML-DSA (FIPS 204, 7.2): there is nothing
/// else about one that could be checked.
public final class MlDsaPublicKey implements AsymmetricPublicKey {

    private static final int RHO_LENGTH = 32;

    private final MlDsa parameterSet;
    private final Blob raw;

    private MlDsaPublicKey(MlDsa parameterSet, Blob raw) {
        this.parameterSet = parameterSet;
        this.raw = raw;
    }

    /// The key as FIPS 204 encodes it, or empty if it has another length.
    public static Optional<MlDsaPublicKey> ofRaw(MlDsa parameterSet, Blob raw) {
        return raw.length() == parameterSet.publicKeyLength()
                ? Optional.of(new MlDsaPublicKey(parameterSet, raw))
                : Optional.empty();
    }

    /// Reads a DER SubjectPublicKeyInfo; empty unless it is one of this parameter set to the byte.
    public static Optional<MlDsaPublicKey> ofSpki(MlDsa parameterSet, Blob spki) {
        return parameterSet.forms.readPublic(spki).map(raw -> new MlDsaPublicKey(parameterSet, raw));
    }

    /// Which sizes it has.
    public MlDsa parameterSet() {
        return parameterSet;
    }

    /// The key as FIPS 204 encodes it, which is what an external μ is computed from.
    public Blob raw() {
        return raw;
    }

    /// DER SubjectPublicKeyInfo (RFC 9881).
    @Override
    public Blob spki() {
        return parameterSet.forms.writePublic(raw);
    }

    /// Whether this is the signature of the message, with an empty context.
    public boolean verify(byte[] message, Blob signature) {
        return verify(signature, (signer, bytes) -> {
            signer.update(message, 0, message.length);
            return signer.verifySignature(bytes);
        });
    }

    /// Whether this is the signature of what μ represents.
    ///
    /// @param mu 64 bytes
    /// @throws IllegalArgumentException if μ has another length
    public boolean verifyMu(byte[] mu, Blob signature) {
        requireMu(mu);
        return verify(signature, (signer, bytes) -> signer.verifyMuSignature(mu, bytes));
    }

    static void requireMu(byte[] mu) {
        if (mu.length != MlDsa.MU_LENGTH) {
            throw new IllegalArgumentException("an ML-DSA message representative has 64 bytes, not " + mu.length);
        }
    }

    private interface Verification {
        boolean holds(MLDSASigner signer, byte[] signature);
    }

    private boolean verify(Blob signature, Verification verification) {
        if (signature.length() != parameterSet.signatureLength()) {
            return false;
        }
        return Untrusted.attempt(() -> {
                    var signer = new MLDSASigner();
                    signer.init(false, new MLDSAPublicKeyParameters(parameterSet.parameters(), rho(), t1()));
                    return verification.holds(signer, signature.shared());
                })
                .orElse(false);
    }

    byte[] rho() {
        return Arrays.copyOf(raw.shared(), RHO_LENGTH);
    }

    byte[] t1() {
        return Arrays.copyOfRange(raw.shared(), RHO_LENGTH, raw.length());
    }

    @Override
    public String toString() {
        return "MlDsaPublicKey[" + parameterSet + "]";
    }
}
