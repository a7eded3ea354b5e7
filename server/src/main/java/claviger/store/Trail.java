package claviger.store;

import claviger.call.AuditTrail;
import java.util.function.LongSupplier;

/// The audit trail as the store sees it.
///
/// @param log takes the records of changes, in the order of their numbers
/// @param durable the highest change number whose record is durable in the trail, 0 if none is
public record Trail(AuditTrail log, LongSupplier durable) {}
