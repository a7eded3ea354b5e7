package claviger.iam;

import claviger.call.AwsError;

/// The errors that IAM has names for, beside the common ones.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html>
public enum IamError implements AwsError {
    CONCURRENT_MODIFICATION("ConcurrentModification", 409),
    DELETE_CONFLICT("DeleteConflict", 409),
    ENTITY_ALREADY_EXISTS("EntityAlreadyExists", 409),
    ENTITY_TEMPORARILY_UNMODIFIABLE("EntityTemporarilyUnmodifiable", 409),
    INVALID_AUTHENTICATION_CODE("InvalidAuthenticationCode", 403),
    INVALID_INPUT("InvalidInput", 400),
    LIMIT_EXCEEDED("LimitExceeded", 409),
    MALFORMED_POLICY_DOCUMENT("MalformedPolicyDocument", 400),
    NO_SUCH_ENTITY("NoSuchEntity", 404),
    POLICY_NOT_ATTACHABLE("PolicyNotAttachable", 400),
    SERVICE_FAILURE("ServiceFailure", 500),
    UNMODIFIABLE_ENTITY("UnmodifiableEntity", 400);

    private final String code;
    private final int status;

    IamError(String code, int status) {
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

    /// CloudTrail names the exception, not the code on the wire.
    @Override
    public String trailCode() {
        return code + "Exception";
    }
}
