package claviger.kms;

import claviger.call.AwsError;

/// The errors that KMS has names for, beside the common ones.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html>
public enum KmsError implements AwsError {
    ALREADY_EXISTS("AlreadyExistsException", 400),
    CONFLICT("ConflictException", 400),
    CUSTOM_KEY_STORE_NOT_FOUND("CustomKeyStoreNotFoundException", 400),
    DEPENDENCY_TIMEOUT("DependencyTimeoutException", 503),
    DISABLED("DisabledException", 400),
    DRY_RUN("DryRunOperationException", 400),
    EXPIRED_IMPORT_TOKEN("ExpiredImportTokenException", 400),
    INCORRECT_KEY("IncorrectKeyException", 400),
    INCORRECT_KEY_MATERIAL("IncorrectKeyMaterialException", 400),
    INVALID_ALIAS_NAME("InvalidAliasNameException", 400),
    INVALID_ARN("InvalidArnException", 400),
    INVALID_CIPHERTEXT("InvalidCiphertextException", 400),
    INVALID_GRANT_ID("InvalidGrantIdException", 400),
    INVALID_GRANT_TOKEN("InvalidGrantTokenException", 400),
    INVALID_IMPORT_TOKEN("InvalidImportTokenException", 400),
    INVALID_KEY_USAGE("InvalidKeyUsageException", 400),
    INVALID_MARKER("InvalidMarkerException", 400),
    INVALID_MAC("KMSInvalidMacException", 400),
    INVALID_SIGNATURE("KMSInvalidSignatureException", 400),
    INVALID_STATE("KMSInvalidStateException", 400),
    KMS_INTERNAL("KMSInternalException", 500),
    LIMIT_EXCEEDED("LimitExceededException", 400),
    MALFORMED_POLICY_DOCUMENT("MalformedPolicyDocumentException", 400),
    NOT_AUTHORIZED("NotAuthorizedException", 400),
    NOT_FOUND("NotFoundException", 400),
    TAG("TagException", 400),
    UNSUPPORTED_OPERATION("UnsupportedOperationException", 400);

    private final String code;
    private final int status;

    KmsError(String code, int status) {
        this.code = code;
        this.status = status;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public int status() {
        return status;
    }
}
