package claviger.iam;

import claviger.call.Caller;
import claviger.call.Caller.Session;
import org.jspecify.annotations.Nullable;

/// Somebody about whom can be decided: who asks, or who might, or who once did. It proves nothing
/// and opens nothing; whoever asks has a [Caller].
///
/// @param arn as AWS shows it, of a role session its own
/// @param principalId as a [Caller] has it
/// @param session `null` for long-term credentials
public record Principal(
        String account,
        String arn,
        String principalId,
        Caller.Type type,
        @Nullable Session session) {

    static Principal of(Caller caller) {
        return new Principal(caller.account(), caller.arn(), caller.principalId(), caller.type(), caller.session());
    }

    /// The session of who cannot be without one.
    public Session existingSession() {
        if (session == null) {
            throw new IllegalStateException("no session of " + arn);
        }
        return session;
    }

    /// The name of an IAM user, `null` for anybody else.
    public @Nullable String userName() {
        return type == Caller.Type.IAM_USER ? arn.substring(arn.lastIndexOf('/') + 1) : null;
    }
}
