package claviger.iam.answer;

import claviger.call.Text;
import claviger.crypto.SecretBytes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_AccessKey.html>
///
/// @param userName `null` for the root user
public record AccessKey(
        @Nullable String userName,
        String accessKeyId,
        StatusType status,
        @Text SecretBytes secretAccessKey,
        Instant createDate) {}
