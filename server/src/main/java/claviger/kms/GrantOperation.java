package claviger.kms;

import claviger.call.WireNamed;

/// What a grant can permit.
///
/// <https://docs.aws.amazon.com/kms/latest/developerguide/grants.html#terms-grant-operations>
public enum GrantOperation implements WireNamed {
    DECRYPT("Decrypt"),
    ENCRYPT("Encrypt"),
    GENERATE_DATA_KEY("GenerateDataKey"),
    GENERATE_DATA_KEY_WITHOUT_PLAINTEXT("GenerateDataKeyWithoutPlaintext"),
    RE_ENCRYPT_FROM("ReEncryptFrom"),
    RE_ENCRYPT_TO("ReEncryptTo"),
    SIGN("Sign"),
    VERIFY("Verify"),
    GET_PUBLIC_KEY("GetPublicKey"),
    CREATE_GRANT("CreateGrant"),
    RETIRE_GRANT("RetireGrant"),
    DESCRIBE_KEY("DescribeKey"),
    GENERATE_DATA_KEY_PAIR("GenerateDataKeyPair"),
    GENERATE_DATA_KEY_PAIR_WITHOUT_PLAINTEXT("GenerateDataKeyPairWithoutPlaintext"),
    GENERATE_MAC("GenerateMac"),
    VERIFY_MAC("VerifyMac"),
    DERIVE_SHARED_SECRET("DeriveSharedSecret"),
    ENCAPSULATE("Encapsulate"),
    DECAPSULATE("Decapsulate");

    private final String wireName;

    GrantOperation(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }

    /// Whether a key of this kind knows the operation.
    public boolean fits(KeySpec spec, KeyUsageType usage) {
        return switch (this) {
            case CREATE_GRANT, RETIRE_GRANT, DESCRIBE_KEY -> true;
            case ENCRYPT, DECRYPT, RE_ENCRYPT_FROM, RE_ENCRYPT_TO -> usage == KeyUsageType.ENCRYPT_DECRYPT;
            case GENERATE_DATA_KEY,
                    GENERATE_DATA_KEY_WITHOUT_PLAINTEXT,
                    GENERATE_DATA_KEY_PAIR,
                    GENERATE_DATA_KEY_PAIR_WITHOUT_PLAINTEXT -> spec == KeySpec.SYMMETRIC_DEFAULT;
            case SIGN, VERIFY -> usage == KeyUsageType.SIGN_VERIFY;
            case GENERATE_MAC, VERIFY_MAC -> usage == KeyUsageType.GENERATE_VERIFY_MAC;
            case DERIVE_SHARED_SECRET -> usage == KeyUsageType.KEY_AGREEMENT;
            case ENCAPSULATE, DECAPSULATE -> usage == KeyUsageType.ENCAPSULATE_DECAPSULATE;
            case GET_PUBLIC_KEY -> spec != KeySpec.SYMMETRIC_DEFAULT && usage != KeyUsageType.GENERATE_VERIFY_MAC;
        };
    }
}
