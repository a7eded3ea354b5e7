package claviger.store;

import claviger.call.Noun;
import claviger.call.RowId;
import claviger.crypto.Randomness;
import claviger.custody.Custody;
import claviger.custody.Domain;
import claviger.custody.DomainKey;
import claviger.kms.View;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.function.Consumer;

/// Reads a whole database and proves it: every row opens in its place, the digest over all rows
/// is the one that was sealed with the change number, and the waiting audit records are genuine
/// and without a gap.
///
/// @param digestCompared false only in the test that shows what would pass unnoticed without the
///     digest
record Loader(Custody custody, RowSeal seal, Randomness random, boolean digestCompared) {

    static final int ALL_PROCESSORS = Runtime.getRuntime().availableProcessors();

    /// What was read.
    ///
    /// @param firstWaiting the change whose audit record is the first in the outbox; one after
    ///     the last change if it is empty
    record Loaded(StateKeys keys, long changeNumber, StateDigest sum, long firstWaiting) {}

    /// @param threads how many work at it besides the caller's
    /// @param each gets every noun after its row was proved, the domain keys first
    /// @throws DamagedException if anything is not as it was written
    Loaded load(Session session, int threads, Consumer<Noun> each) throws SQLException {
        session.beginReading();
        try {
            return read(session, threads, each);
        } finally {
            session.rollback();
        }
    }

    private Loaded read(Session session, int threads, Consumer<Noun> each) throws SQLException {
        var interned = new Interned();
        var domainKeyRows = new ArrayList<StoredRow>();
        session.scan(RowId.Table.DOMAIN_KEY, interned, domainKeyRows::add);
        var keys = domainKeys(domainKeyRows, interned);
        var stateKeys = stateKeys(keys);
        try (var proving = new Proving(seal, keys, stateKeys, interned, threads, each)) {
            domainKeyRows.forEach(proving::add);
            for (var table : RowId.Table.values()) {
                if (table != RowId.Table.DOMAIN_KEY) {
                    session.scan(table, interned, proving::add);
                }
            }
            var sum = proving.finish();
            var changeNumber = compare(session.state(), stateKeys, sum);
            return new Loaded(stateKeys, changeNumber, sum, outbox(session, stateKeys, changeNumber));
        }
    }

    /// The installation's keys first, since the others' rows are sealed under them.
    private View domainKeys(ArrayList<StoredRow> rows, Interned interned) {
        var keys = View.EMPTY;
        for (var ofInstallation : new boolean[] {true, false}) {
            for (var row : rows) {
                if (RowSeal.isOfInstallation(row.id()) == ofInstallation) {
                    keys = keys.with(seal.open(row, keys, interned));
                }
            }
            for (var key : keys.domainKeys(Domain.INSTALLATION)) {
                prove(key);
            }
        }
        return keys;
    }

    private void prove(DomainKey key) {
        try {
            custody.subkey(key, Custody.Purpose.ROWS);
        } catch (Custody.DomainKeyException e) {
            throw new DamagedException(key.rowId(), String.valueOf(e.getMessage()));
        }
    }

    private StateKeys stateKeys(View keys) {
        var ofInstallation = keys.domainKeys(Domain.INSTALLATION);
        if (ofInstallation.isEmpty() || ofInstallation.getFirst().keyVersion() != 1) {
            throw new DamagedException("table domain_key: the installation's first domain key is missing");
        }
        return new StateKeys(custody, ofInstallation.getFirst(), random);
    }

    private long compare(Session.State state, StateKeys keys, StateDigest sum) {
        var number = state.changeNumber();
        var sealed = keys.open(number, state.sealedDigest())
                .orElseThrow(() -> new DamagedException("table state: its digest does not open for change " + number));
        if (digestCompared && !sealed.equals(sum)) {
            throw new DamagedException(
                    ("the rows are not those of change %d: each one is genuine, but one is missing, was brought back,"
                                    + " or is an older version of itself; the digest cannot tell which")
                            .formatted(number));
        }
        return number;
    }

    private static long outbox(Session session, StateKeys keys, long changeNumber) throws SQLException {
        var row = new OutboxRow();
        session.scanOutbox(Long.MIN_VALUE, (waiting, mac) -> {
            if (!keys.verifies(waiting, mac)) {
                throw new DamagedException(
                        "table outbox: the audit record of change %d was edited".formatted(waiting.changeNumber()));
            }
            if (row.first == 0) {
                row.first = waiting.changeNumber();
            } else if (waiting.changeNumber() != row.last + 1) {
                throw new DamagedException(
                        "table outbox: the audit record of change %d is missing".formatted(row.last + 1));
            }
            row.last = waiting.changeNumber();
        });
        if (row.first == 0) {
            return changeNumber + 1;
        }
        if (row.last != changeNumber) {
            throw new DamagedException("table outbox: it does not end with change " + changeNumber);
        }
        return row.first;
    }

    private static final class OutboxRow {
        private long first;
        private long last;
    }
}
