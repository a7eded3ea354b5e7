package claviger.iam.answer;

import claviger.iam.ManagedPolicy;
import claviger.iam.PolicyDocuments;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyVersion.html>
public record PolicyVersion(@Nullable String document, String versionId, boolean isDefaultVersion, Instant createDate) {

    /// @param withDocument whether the document is shown, percent-encoded
    public static PolicyVersion of(
            ManagedPolicy policy, int number, ManagedPolicy.Version version, boolean withDocument) {
        return new PolicyVersion(
                withDocument ? PolicyDocuments.encoded(version.document()) : null,
                id(number),
                number == policy.defaultVersion(),
                version.created());
    }

    /// Such as `v1`.
    public static String id(int number) {
        return "v" + number;
    }
}
