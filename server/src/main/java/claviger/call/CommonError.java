package claviger.call;

/// The errors that every service answers alike, by their names in awsJson1.1 and in the Query
/// protocol.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html>,
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html>
public enum CommonError implements AwsError {
    ACCESS_DENIED("AccessDeniedException", 400, "AccessDenied", 403),
    EXPIRED_TOKEN("ExpiredTokenException", 400, "ExpiredToken", 403),
    INCOMPLETE_SIGNATURE("IncompleteSignatureException", 400, "IncompleteSignature", 403),
    INTERNAL_FAILURE("InternalFailure", 500, "InternalFailure", 500),
    INVALID_SIGNATURE("InvalidSignatureException", 400, "SignatureDoesNotMatch", 403),
    MALFORMED_QUERY_STRING("MalformedQueryString", 400, "MalformedQueryString", 400),
    MISSING_ACTION("MissingAction", 400, "MissingAction", 400),
    MISSING_AUTHENTICATION_TOKEN("MissingAuthenticationTokenException", 400, "MissingAuthenticationToken", 403),
    REQUEST_ENTITY_TOO_LARGE("RequestEntityTooLargeException", 413, "RequestEntityTooLarge", 413),
    SERIALIZATION("SerializationException", 400, "MalformedInput", 400),
    SERVICE_UNAVAILABLE("ServiceUnavailable", 503, "ServiceUnavailable", 503),
    THROTTLING("ThrottlingException", 400, "Throttling", 400),
    UNKNOWN_OPERATION("UnknownOperationException", 400, "InvalidAction", 400),
    UNRECOGNIZED_CLIENT("UnrecognizedClientException", 400, "InvalidClientTokenId", 403),
    VALIDATION("ValidationException", 400, "ValidationError", 400);

    private final String code;
    private final int status;
    private final String queryCode;
    private final int queryStatus;

    CommonError(String code, int status, String queryCode, int queryStatus) {
        this.code = code;
        this.status = status;
        this.queryCode = queryCode;
        this.queryStatus = queryStatus;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String queryCode() {
        return queryCode;
    }

    @Override
    public int queryStatus() {
        return queryStatus;
    }

    /// CloudTrail names a denial otherwise than the JSON wire does.
    @Override
    public String trailCode() {
        return this == ACCESS_DENIED ? queryCode : code;
    }
}
