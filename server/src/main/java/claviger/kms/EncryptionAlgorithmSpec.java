package claviger.kms;

/// The algorithms of Encrypt and Decrypt.
public enum EncryptionAlgorithmSpec {
    SYMMETRIC_DEFAULT,
    RSAES_OAEP_SHA_1,
    RSAES_OAEP_SHA_256,
    SM2PKE;

    public boolean fits(KeySpec spec) {
        return switch (spec) {
            case SYMMETRIC_DEFAULT -> this == SYMMETRIC_DEFAULT;
            case RSA_2048, RSA_3072, RSA_4096 -> this == RSAES_OAEP_SHA_1 || this == RSAES_OAEP_SHA_256;
            case SM2 -> this == SM2PKE;
            default -> false;
        };
    }
}
