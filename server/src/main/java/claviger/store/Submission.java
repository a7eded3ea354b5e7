package claviger.store;

import claviger.call.AuditTrail;
import claviger.call.Change;
import claviger.call.RowId;
import claviger.crypto.Blob;
import claviger.kms.View;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Changes and the audit record that wait for the writer, and the promise of what becomes of them.
///
/// @param receipt for the audit record, once the changes are durable
record Submission(List<Step> steps, Blob auditRecord, CompletableFuture<AuditTrail.Receipt> receipt) {

    /// A change with the row that it stores, sealed before the writer sees it so that the writer
    /// has less to do.
    ///
    /// @param row only of a [Change.Put]
    record Step(Change change, @Nullable StoredRow row) {}

    /// @param view has the domain keys, but for those that are among the changes
    /// @throws IllegalArgumentException if two changes are of the same noun, or a noun's domain
    ///     has no key
    static Submission of(List<Change> changes, byte[] auditRecord, View view, RowSeal seal) {
        var keys = view;
        var seen = new HashSet<RowId>();
        for (var change : changes) {
            if (!seen.add(change.noun().rowId())) {
                throw new IllegalArgumentException(
                        "two changes of " + change.noun().rowId());
            }
            if (change instanceof Change.Put(claviger.custody.DomainKey key)) {
                keys = keys.with(key);
            }
        }
        var steps = new ArrayList<Step>();
        for (var change : changes) {
            var row = change instanceof Change.Put(var noun) ? seal.seal(noun, keys) : null;
            steps.add(new Step(change, row));
        }
        return new Submission(List.copyOf(steps), Blob.copyOf(auditRecord), new CompletableFuture<>());
    }

    List<Change> changes() {
        return steps.stream().map(Step::change).toList();
    }
}
