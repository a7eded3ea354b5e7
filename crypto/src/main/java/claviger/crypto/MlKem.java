package claviger.crypto;

import org.bouncycastle.crypto.params.MLKEMParameters;

/// The parameter sets of ML-KEM (FIPS 203), and their lengths in bytes.
public enum MlKem {
    ML_KEM_512("0401", 800, 1632, 768),
    ML_KEM_768("0402", 1184, 2400, 1088),
    ML_KEM_1024("0403", 1568, 3168, 1568);

    /// The length of every shared secret in bytes.
    public static final int SHARED_SECRET_LENGTH = 32;

    /// The length of the seed that a key pair is made from, d and z, in bytes.
    public static final int SEED_LENGTH = 64;

    // its arrays are never changed
    @SuppressWarnings("ImmutableEnumChecker")
    final LatticeForms forms;

    private final int publicKeyLength;
    private final int ciphertextLength;

    MlKem(String arc, int publicKeyLength, int expandedLength, int ciphertextLength) {
        this.forms = new LatticeForms(arc, SEED_LENGTH, expandedLength, publicKeyLength);
        this.publicKeyLength = publicKeyLength;
        this.ciphertextLength = ciphertextLength;
    }

    /// The length of the public key in bytes, as it is in FIPS 203, without a wrapping.
    public int publicKeyLength() {
        return publicKeyLength;
    }

    /// The length of every ciphertext in bytes.
    public int ciphertextLength() {
        return ciphertextLength;
    }

    /// Asked for when a key is used, so that to name a parameter set loads nothing.
    MLKEMParameters parameters() {
        return switch (this) {
            case ML_KEM_512 -> MLKEMParameters.ml_kem_512;
            case ML_KEM_768 -> MLKEMParameters.ml_kem_768;
            case ML_KEM_1024 -> MLKEMParameters.ml_kem_1024;
        };
    }
}
