package claviger.kms;

import java.time.Instant;
import java.util.UUID;

/// A successful cryptographic operation with a KMS key.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyLastUsageData.html>
///
/// @param at to the second, as its audit record has it
/// @param eventId of the audit record
public record KeyUse(KeyLastUsageTrackingOperation operation, Instant at, UUID eventId, UUID requestId) {}
