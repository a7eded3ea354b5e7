package claviger.crypto;

import org.bouncycastle.crypto.params.MLDSAParameters;

/// The parameter sets of ML-DSA (FIPS 204), and their lengths in bytes.
///
/// Signatures are those of pure ML-DSA with an empty context. HashML-DSA is another algorithm.
public enum MlDsa {
    ML_DSA_44("0311", 4, 4, 3, 1312, 2560, 2420),
    ML_DSA_65("0312", 6, 5, 4, 1952, 4032, 3309),
    ML_DSA_87("0313", 8, 7, 3, 2592, 4896, 4627);

    /// The length of the message representative μ in bytes.
    public static final int MU_LENGTH = 64;

    /// The length of the seed ξ that a key pair is made from, in bytes.
    public static final int SEED_LENGTH = 32;

    final int k;
    final int l;

    /// The bits of one coefficient of s1 and s2, which is between -η and η.
    final int bitsOfS;

    // its arrays are never changed
    @SuppressWarnings("ImmutableEnumChecker")
    final LatticeForms forms;

    private final int publicKeyLength;
    private final int signatureLength;

    MlDsa(String arc, int k, int l, int bitsOfS, int publicKeyLength, int expandedLength, int signatureLength) {
        this.k = k;
        this.l = l;
        this.bitsOfS = bitsOfS;
        this.forms = new LatticeForms(arc, SEED_LENGTH, expandedLength, publicKeyLength);
        this.publicKeyLength = publicKeyLength;
        this.signatureLength = signatureLength;
    }

    /// The length of the public key in bytes, as it is in FIPS 204, without a wrapping.
    public int publicKeyLength() {
        return publicKeyLength;
    }

    /// The length of every signature in bytes.
    public int signatureLength() {
        return signatureLength;
    }

    /// Asked for when a key is used, so that to name a parameter set loads nothing.
    MLDSAParameters parameters() {
        return switch (this) {
            case ML_DSA_44 -> MLDSAParameters.ml_dsa_44;
            case ML_DSA_65 -> MLDSAParameters.ml_dsa_65;
            case ML_DSA_87 -> MLDSAParameters.ml_dsa_87;
        };
    }
}
