package claviger.iam.answer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When a role was assumed last, as far as is known.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleLastUsed.html>
public record RoleLastUsed(
        @Nullable Instant lastUsedDate, @Nullable String region) {}
