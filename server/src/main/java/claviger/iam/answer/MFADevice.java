package claviger.iam.answer;

import java.time.Instant;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_MFADevice.html>
public record MFADevice(String userName, String serialNumber, Instant enableDate) {}
