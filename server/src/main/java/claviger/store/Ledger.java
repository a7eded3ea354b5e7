package claviger.store;

import claviger.call.Change;
import claviger.call.Noun;
import claviger.call.RowId;
import claviger.custody.Domain;
import claviger.iam.MfaDevice;
import claviger.iam.OidcProvider;
import claviger.kms.Store;
import claviger.kms.View;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Applies changes to the database and to the state in memory, which is exact since nobody else
/// may write. Where the two disagree, somebody did. Used by the writer alone.
final class Ledger {

    private final Session session;
    private final RowSeal seal;
    private final StateKeys keys;
    private View view;
    private StateDigest sum;

    Ledger(Session session, RowSeal seal, StateKeys keys, View view, StateDigest sum) {
        this.session = session;
        this.seal = seal;
        this.keys = keys;
        this.view = view;
        this.sum = sum;
    }

    View view() {
        return view;
    }

    StateDigest sum() {
        return sum;
    }

    Session session() {
        return session;
    }

    /// Commits all submissions in one transaction but for those that conflict, whose promise it
    /// breaks. Those that it returns are durable; [#view()] is the state after the last of them.
    ///
    /// @param recorded the audit records of changes up to this one may leave the outbox
    /// @throws SQLException if the database failed; whether the transaction is durable is then
    ///     unknown, and the ledger must not be used again
    /// @throws DamagedException if a row is not the one that was written last
    List<Submission> commit(List<Submission> batch, long recorded) throws SQLException {
        var prf = keys.rows();
        var newView = view;
        var newSum = sum;
        var accepted = new ArrayList<Submission>();
        session.begin();
        for (var submission : batch) {
            var changes = submission.changes();
            if (conflicts(changes, newView)) {
                submission.receipt().completeExceptionally(new Store.ConflictException());
                continue;
            }
            for (var step : submission.steps()) {
                newSum = apply(step, newView, newSum, prf);
            }
            newView = newView.after(changes);
            var waiting = new OutboxRecord(newView.changeNumber(), submission.auditRecord());
            session.insert(waiting, keys.mac(waiting));
            accepted.add(submission);
        }
        if (accepted.isEmpty()) {
            session.rollback();
            return accepted;
        }
        var number = newView.changeNumber();
        session.deleteOutbox(recorded);
        session.update(new Session.State(number, keys.seal(number, newSum)), view.changeNumber());
        session.commit();
        view = newView;
        sum = newSum;
        return accepted;
    }

    private static boolean conflicts(List<Change> changes, View view) {
        return changes.stream().anyMatch(change -> {
            var current = current(view, change.noun().rowId());
            if (current != null && !current.rowId().equals(change.noun().rowId())) {
                // An access key's id is unique in the installation, over all accounts.
                return true;
            }
            return switch (change) {
                case Change.Put(var noun) ->
                    noun.version() != 1 + (current == null ? 0 : current.version()) || view.hasTwinOf(noun);
                // The whole noun, not its version alone: one that was removed and made anew
                // starts at 1 again.
                case Change.Remove(var noun) -> !noun.equals(current);
                case Change.Unchanged(var noun) -> !noun.equals(current);
            };
        });
    }

    private StateDigest apply(Submission.Step step, View before, StateDigest digest, RowPrf prf) throws SQLException {
        var id = step.change().noun().rowId();
        var old = proved(id, before);
        var row = step.row();
        if (step.change() instanceof Change.Unchanged) {
            return digest;
        }
        if (row == null && old != null) {
            session.delete(id, old.version());
        } else if (row != null && old == null) {
            session.insert(row);
        } else if (row != null && old != null) {
            session.update(row, old.version());
        }
        var without = old == null ? digest : digest.minus(prf.of(old));
        return row == null ? without : without.plus(prf.of(row));
    }

    /// The row as it is in the database, once it is shown to be the one that memory knows.
    private @Nullable StoredRow proved(RowId id, View view) throws SQLException {
        var expected = current(view, id);
        var row = session.find(id);
        if (row == null && expected == null) {
            return null;
        }
        if (row == null
                || expected == null
                || !seal.open(row, view, new Interned()).equals(expected)) {
            throw new DamagedException(id, "the row is not the one that was written last");
        }
        return row;
    }

    private static @Nullable Noun current(View view, RowId id) {
        return switch (id.table()) {
            case DOMAIN_KEY ->
                view.domainKeys(new Domain(id.account(), id.region())).stream()
                        .filter(key -> key.rowId().equals(id))
                        .findFirst()
                        .orElse(null);
            case ACCOUNT -> view.account(id.id());
            case ACCESS_KEY -> view.accessKey(id.id());
            case KMS_KEY -> view.in(id.account(), id.region()).key(id.id());
            case KEY_MATERIAL -> {
                var slash = id.id().indexOf('/');
                yield view.in(id.account(), id.region())
                        .material(id.id().substring(0, slash), id.id().substring(slash + 1));
            }
            case ALIAS -> view.in(id.account(), id.region()).alias(id.id());
            case KMS_GRANT -> {
                var slash = id.id().indexOf('/');
                yield view.grants(id.region())
                        .find(id.account(), id.id().substring(0, slash), id.id().substring(slash + 1));
            }
            case IAM_USER -> view.identities(id.account()).users().get(id.id());
            case IAM_GROUP -> view.identities(id.account()).groups().get(id.id());
            case IAM_ROLE -> view.identities(id.account()).roles().get(id.id());
            case MFA_DEVICE -> view.identities(id.account()).get(MfaDevice.arn(id.account(), id.id()));
            case OIDC_PROVIDER -> view.identities(id.account()).get(OidcProvider.arn(id.account(), id.id()));
            case IAM_POLICY -> view.identities(id.account()).policies().get(id.id());
        };
    }
}
