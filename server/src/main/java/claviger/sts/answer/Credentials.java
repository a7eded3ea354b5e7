package claviger.sts.answer;

import claviger.call.Audited;
import claviger.call.Text;
import claviger.crypto.SecretBytes;
import java.time.Instant;

/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_Credentials.html>
public record Credentials(
        @Audited String accessKeyId,
        @Text SecretBytes secretAccessKey,
        @Text SecretBytes sessionToken,
        @Audited Instant expiration) {}
