package claviger.iam.answer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When an access key signed last, and for what.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_AccessKeyLastUsed.html>
public record AccessKeyLastUsed(@Nullable Instant lastUsedDate, String serviceName, String region) {}
