package claviger.sts;

import claviger.call.AwsError;

/// The errors that STS has names for, beside the common ones.
///
/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html>
public enum StsError implements AwsError {
    EXPIRED_TOKEN("ExpiredTokenException", 400),
    IDP_COMMUNICATION("IDPCommunicationError", 400),
    INVALID_AUTHORIZATION_MESSAGE("InvalidAuthorizationMessageException", 400),
    INVALID_IDENTITY_TOKEN("InvalidIdentityToken", 400),
    MALFORMED_POLICY_DOCUMENT("MalformedPolicyDocument", 400),
    PACKED_POLICY_TOO_LARGE("PackedPolicyTooLarge", 400);

    private final String code;
    private final int status;

    StsError(String code, int status) {
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
        return code.endsWith("Exception") ? code : code + "Exception";
    }
}
