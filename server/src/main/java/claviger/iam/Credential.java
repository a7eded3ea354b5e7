package claviger.iam;

import claviger.call.Caller;
import claviger.crypto.SecretBytes;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a signature is checked against.
///
/// @param accountId 12 digits
/// @param arn of the principal the credential stands for
/// @param session what a temporary one says, `null` for a long-term one
/// @param version tells a secret from another one under the same id, so that what is derived may be kept
/// @param secret opens the secret; the caller wipes it
public record Credential(
        String accessKeyId,
        String accountId,
        String arn,
        String principalId,
        Caller.Type type,
        Caller.@Nullable Session session,
        long version,
        Supplier<SecretBytes> secret) {}
