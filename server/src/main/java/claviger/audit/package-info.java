/// The audit log: an append-only chain of records with signed heads, its writer, and the verifier
/// that needs nothing but the files, a public key and an earlier head. The bytes are laid down in
/// `docs/format/audit.md`.
@NullMarked
package claviger.audit;

import org.jspecify.annotations.NullMarked;
