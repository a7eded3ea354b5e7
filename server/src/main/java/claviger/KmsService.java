package claviger;

import claviger.call.AwsError;
import claviger.call.Change;
import claviger.call.Operation;
import claviger.call.Operation.Outcome;
import claviger.kms.Alias;
import claviger.kms.Gate;
import claviger.kms.Key;
import claviger.kms.KeyLastUsageTrackingOperation;
import claviger.kms.KeyUse;
import claviger.kms.KeyUses;
import claviger.kms.KmsError;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.trail.TrailRecord;
import claviger.wire.AwsJson;
import claviger.wire.Protocol;
import claviger.wire.Protocol.Message;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;

/// KMS.
record KmsService(Operations operations, Gate gate, Preparation preparation, RequestQuotas quotas, KeyUses uses)
        implements Service {

    private static final AwsJson PROTOCOL = new AwsJson("TrentService.");

    @Override
    public String name() {
        return "kms";
    }

    @Override
    public Protocol protocol() {
        return PROTOCOL;
    }

    @Override
    public String region(String signed) {
        return signed;
    }

    @Override
    public AwsError storeFault() {
        return KmsError.KMS_INTERNAL;
    }

    @Override
    public AwsError trailFault() {
        return KmsError.DEPENDENCY_TIMEOUT;
    }

    @Override
    public Preparation.Prepared prepare(Entry<?, ?> entry, Message message) {
        return preparation.prepare(entry, message);
    }

    @Override
    public <I extends Record, O extends Record> Admitted<O> admit(Operation<I, O> operation, I request, Asked asked) {
        if (!(operation instanceof KmsOperation<I, O> ofKms)) {
            throw new IllegalArgumentException(operation.name());
        }
        var needs = ofKms.needs(request);
        var leave = gate.admit(operation.name(), asked.caller(), asked.http(), asked.region(), needs, asked.view());
        return new Call<>(ofKms, request, asked, leave);
    }

    private final class Call<I extends Record, O extends Record> implements Admitted<O> {

        private final KmsOperation<I, O> operation;
        private final I request;
        private final Asked asked;
        private final Leave leave;

        Call(KmsOperation<I, O> operation, I request, Asked asked, Leave leave) {
            this.operation = operation;
            this.request = request;
            this.asked = asked;
            this.leave = leave;
        }

        @Override
        public List<String> resources() {
            return leave.resources();
        }

        @Override
        public List<String> resources(Outcome<O> outcome) {
            var arns = new LinkedHashSet<String>();
            for (var change : outcome.changes()) {
                switch (change.noun()) {
                    case Alias alias -> arns.add(alias.arn());
                    case Key key -> arns.add(key.arn());
                    default -> {} // the other nouns are no resources of AWS's
                }
            }
            arns.addAll(leave.resources());
            return List.copyOf(arns);
        }

        @Override
        public void charge() {
            quotas.take(asked.caller().account(), asked.region(), operation.name(), request, leave.keys());
        }

        @Override
        public Outcome<O> handle() {
            return operation.handle(request, leave);
        }

        @Override
        public List<Change> changes(Outcome<O> outcome) {
            return outcome.changes().isEmpty() ? List.of() : Admitted.withWhatWasSeen(outcome.changes(), leave.seen());
        }

        @Override
        public void done(List<Change> changes, TrailRecord trail, Instant now) {
            if (!changes.isEmpty()) {
                leave.wipeGone(changes);
            }
            var use = KeyLastUsageTrackingOperation.named(operation.name());
            if (use != null) {
                uses.used(
                        leave.keys(),
                        new KeyUse(use, now.truncatedTo(ChronoUnit.SECONDS), trail.eventId(), trail.requestId()));
            }
        }
    }
}
