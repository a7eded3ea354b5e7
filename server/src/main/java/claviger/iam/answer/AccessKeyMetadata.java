package claviger.iam.answer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_AccessKeyMetadata.html>
///
/// @param userName `null` for the root user
public record AccessKeyMetadata(@Nullable String userName, String accessKeyId, StatusType status, Instant createDate) {}
