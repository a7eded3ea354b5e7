package claviger;

import claviger.call.AwsError;
import claviger.call.Caller;
import claviger.call.Change;
import claviger.call.HttpRequest;
import claviger.call.Noun;
import claviger.call.Operation;
import claviger.call.Operation.Outcome;
import claviger.kms.View;
import claviger.trail.TrailRecord;
import claviger.wire.Protocol;
import claviger.wire.Protocol.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A service: its name, how it is spoken to, its operations, and the gate before them.
interface Service {

    /// What requests are signed for, such as `kms`.
    String name();

    Protocol protocol();

    Catalogue operations();

    /// The Region that requests are recorded in.
    ///
    /// @param signed the Region that one was signed for
    String region(String signed);

    /// What a caller is told when the store cannot be used.
    AwsError storeFault();

    /// What a caller is told when the audit trail cannot be written.
    AwsError trailFault();

    /// What becomes of a request before it is read.
    default Preparation.Prepared prepare(Entry<?, ?> entry, Message message) {
        return new Preparation.Prepared(entry, message);
    }

    /// Whether an operation is asked for without a signature: it brings another proof.
    default boolean takesUnsigned(Operation<?, ?> operation) {
        return false;
    }

    /// Asks the gate.
    ///
    /// @throws claviger.call.AwsException if leave is refused
    <I extends Record, O extends Record> Admitted<O> admit(Operation<I, O> operation, I request, Asked asked);

    /// Who asks, in which Region, with which request, on which state.
    ///
    /// @param signer `null` for a request that needs no signature
    /// @param trail the record of the request, for who turns out to ask by another proof
    record Asked(@Nullable Caller signer, String region, HttpRequest http, View view, TrailRecord trail) {

        /// Who signed.
        Caller caller() {
            if (signer == null) {
                throw new IllegalStateException("nobody signed");
            }
            return signer;
        }
    }

    /// A call that has leave.
    interface Admitted<O extends Record> {

        /// The ARNs of what it has leave for, as the audit record shows them.
        List<String> resources();

        /// The same, and of what it makes.
        List<String> resources(Outcome<O> outcome);

        /// Counts it against the quotas of requests.
        ///
        /// @throws claviger.call.AwsException ThrottlingException if it is one too many
        void charge();

        Outcome<O> handle();

        /// All that is to change, and what must not have changed meanwhile.
        List<Change> changes(Outcome<O> outcome);

        /// After the audit record is durable, and before the answer.
        void done(List<Change> changes, TrailRecord trail, Instant now);

        /// The changes, and the nouns that they rest on and may not touch: those must not have
        /// changed either.
        static List<Change> withWhatWasSeen(List<Change> changes, Set<Noun> seen) {
            var all = new ArrayList<>(changes);
            for (var noun : seen) {
                if (changes.stream().noneMatch(change -> change.noun().rowId().equals(noun.rowId()))) {
                    all.add(new Change.Unchanged(noun));
                }
            }
            return all;
        }
    }
}
