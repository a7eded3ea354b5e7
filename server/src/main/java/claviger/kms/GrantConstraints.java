package claviger.kms;

import claviger.call.Length;
import claviger.call.Matches;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Under which circumstances a grant permits what it permits.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html>
///
/// @param encryptionContextSubset pairs that must be among those of the request
/// @param encryptionContextEquals the pairs that the request must have, and no others; empty is not absent
/// @param sourceArn the resource on whose behalf a service must ask
public record GrantConstraints(
        @Nullable Map<String, String> encryptionContextSubset,
        @Nullable Map<String, String> encryptionContextEquals,

        @Nullable @Length(min = 20, max = 512) @Matches("^arn:aws[a-z0-9-]*:[a-z0-9-]+:[a-z0-9-]*:[0-9]{12}:.+$")
        String sourceArn) {

    /// Under any.
    public static final GrantConstraints NONE = new GrantConstraints(null, null, null);

    /// The constraint by encryption context, as conditions see it.
    Facts facts(Facts before) {
        if (encryptionContextEquals != null) {
            return before.with("kms:grantconstrainttype", "EncryptionContextEquals")
                    .withContext(encryptionContextEquals);
        }
        return encryptionContextSubset == null
                ? before
                : before.with("kms:grantconstrainttype", "EncryptionContextSubset")
                        .withContext(encryptionContextSubset);
    }
}
