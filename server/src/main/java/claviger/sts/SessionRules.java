package claviger.sts;

import claviger.call.AwsException;
import claviger.call.Caller;
import claviger.call.CommonError;
import java.util.Set;

/// Which operations temporary credentials may call, whatever policies say.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html>
public final class SessionRules {

    private static final Set<String> NEW_SESSIONS = Set.of("GetSessionToken", "GetFederationToken");

    private static final Set<String> OF_USERS = Set.of("AssumeRole", "GetCallerIdentity");

    private SessionRules() {}

    /// @param operation of STS
    /// @throws AwsException AccessDenied if this kind of caller may not call it
    static void check(String operation, Caller caller) {
        if (caller.isRoot() && operation.equals("AssumeRole")) {
            throw CommonError.ACCESS_DENIED.because("Roles may not be assumed by root accounts.");
        }
        if (caller.session() == null || operation.equals("GetCallerIdentity")) {
            return;
        }
        var refused = switch (caller.type()) {
            case ROOT, IAM_USER -> !OF_USERS.contains(operation);
            case ASSUMED_ROLE -> NEW_SESSIONS.contains(operation);
            case FEDERATED_USER -> true;
        };
        if (refused) {
            throw CommonError.ACCESS_DENIED.because("Cannot call %s with session credentials", operation);
        }
    }

    /// IAM does not know sessions of GetFederationToken at all, and those of GetSessionToken only
    /// if a code of an MFA device was shown for them.
    ///
    /// @throws AwsException InvalidClientTokenId if IAM does not know the caller's credentials
    public static void checkForIam(Caller caller) {
        var session = caller.session();
        if (session == null) {
            return;
        }
        var known = switch (caller.type()) {
            case ROOT, IAM_USER -> session.mfaAt() != null;
            case ASSUMED_ROLE -> true;
            case FEDERATED_USER -> false;
        };
        if (!known) {
            throw CommonError.UNRECOGNIZED_CLIENT.because("The security token included in the request is invalid");
        }
    }
}
