package claviger.store;

import claviger.crypto.Blob;

/// The audit record of a change, waiting beside the change until the trail has it.
record OutboxRecord(long changeNumber, Blob auditRecord) {}
