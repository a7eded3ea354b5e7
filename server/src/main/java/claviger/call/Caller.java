package claviger.call;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who asks, as proved by a signature. Only the verifier makes one.
///
/// @param account the 12 digits of the account
/// @param arn the principal's ARN, such as `arn:aws:iam::111122223333:root`
/// @param principalId AWS's unique id; of a root user, the account id; of a role session, the role's id, a colon and
/// the
///     session's name
/// @param accessKeyId the id of the access key that signed
/// @param session what temporary credentials say beside that, `null` for long-term ones
public record Caller(
        String account,
        String arn,
        String principalId,
        Type type,
        String accessKeyId,
        @Nullable Session session) {

    /// The kinds of identity, by their names in a CloudTrail record.
    public enum Type {
        ROOT("Root"),
        IAM_USER("IAMUser"),
        ASSUMED_ROLE("AssumedRole"),
        FEDERATED_USER("FederatedUser");

        private final String trailName;

        Type(String trailName) {
            this.trailName = trailName;
        }

        public String trailName() {
            return trailName;
        }
    }

    /// What temporary credentials say.
    ///
    /// @param name of the role session or federated user, empty for a session of a user or root user itself
    /// @param issuerArn the ARN of the role with its path, or of the user who asked for the credentials
    /// @param issuerId the unique id of the same
    /// @param mfaAt when a code of a device was shown for them, `null` for never
    /// @param tags of the session
    /// @param transitiveTagKeys of the tags that go on to sessions that this one opens
    /// @param policies the documents of the session's policies, whose union counts; `null` for a session without
    public record Session(
            String name,
            String issuerArn,
            String issuerId,
            Instant issued,
            Instant expires,
            @Nullable Instant mfaAt,
            Map<String, String> tags,
            Set<String> transitiveTagKeys,
            @Nullable String sourceIdentity,
            @Nullable String federatedProvider,
            @Nullable List<String> policies) {}

    /// Whether this is the root user of its account, who holds every permission that the account has.
    public boolean isRoot() {
        return type == Type.ROOT;
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
        return type == Type.IAM_USER ? arn.substring(arn.lastIndexOf('/') + 1) : null;
    }
}
