package claviger.kms;

/// The algorithms of Sign and Verify.
public enum SigningAlgorithmSpec {
    RSASSA_PSS_SHA_256,
    RSASSA_PSS_SHA_384,
    RSASSA_PSS_SHA_512,
    RSASSA_PKCS1_V1_5_SHA_256,
    RSASSA_PKCS1_V1_5_SHA_384,
    RSASSA_PKCS1_V1_5_SHA_512,
    ECDSA_SHA_256,
    ECDSA_SHA_384,
    ECDSA_SHA_512,
    SM2DSA,
    ML_DSA_SHAKE_256,
    ED25519_SHA_512,
    ED25519_PH_SHA_512;

    public boolean fits(KeySpec spec) {
        return switch (spec) {
            case RSA_2048, RSA_3072, RSA_4096 -> name().startsWith("RSASSA_");
            case ECC_NIST_P256, ECC_SECG_P256K1 -> this == ECDSA_SHA_256;
            case ECC_NIST_P384 -> this == ECDSA_SHA_384;
            case ECC_NIST_P521 -> this == ECDSA_SHA_512;
            case ECC_NIST_EDWARDS25519 -> this == ED25519_SHA_512 || this == ED25519_PH_SHA_512;
            case ML_DSA_44, ML_DSA_65, ML_DSA_87 -> this == ML_DSA_SHAKE_256;
            case SM2 -> this == SM2DSA;
            default -> false;
        };
    }
}
