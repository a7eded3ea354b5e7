package claviger.iam.answer;

import claviger.crypto.SecretBytes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_VirtualMFADevice.html>
public record VirtualMFADevice(
        String serialNumber,
        @Nullable SecretBytes base32StringSeed,
        @Nullable User user,
        @Nullable Instant enableDate,
        @Nullable List<Tag> tags) {}
