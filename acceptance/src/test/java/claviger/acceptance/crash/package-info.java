/// Servers that are killed at work, and a checker that knows what they had promised.
///
/// A [Load] of writers notes in the [Journal] what they ask before they ask it, and what they were
/// answered. The [Checker] reads the journal after the kill, never asks the server what it did, and
/// compares three accounts of the same past: what was promised ([Expectation]), what the restarted server
/// shows ([Shown]), and what its audit trail tells ([AuditFold]).
@NullMarked
package claviger.acceptance.crash;

import org.jspecify.annotations.NullMarked;
