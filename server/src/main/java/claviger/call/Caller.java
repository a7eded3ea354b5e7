package claviger.call;

import org.jspecify.annotations.Nullable;

/// Who asks, as proved by a signature. Only the verifier makes one.
///
/// @param account the 12 digits of the account
/// @param arn the principal's ARN, such as `arn:aws:iam::111122223333:root`
/// @param principalId AWS's unique id; of a root user, the account id
/// @param accessKeyId the id of the access key that signed
public record Caller(String account, String arn, String principalId, Type type, String accessKeyId) {

    /// The kinds of identity, by their names in a CloudTrail record.
    public enum Type {
        ROOT("Root"),
        IAM_USER("IAMUser");

        private final String trailName;

        Type(String trailName) {
            this.trailName = trailName;
        }

        public String trailName() {
            return trailName;
        }
    }

    /// Whether this is the root user of its account, who holds every permission that the account has.
    public boolean isRoot() {
        return type == Type.ROOT;
    }

    /// The name of an IAM user, `null` for anybody else.
    public @Nullable String userName() {
        return type == Type.IAM_USER ? arn.substring(arn.lastIndexOf('/') + 1) : null;
    }
}
