package claviger;

import claviger.call.AwsError;
import claviger.call.Change;
import claviger.call.CommonError;
import claviger.call.Operation;
import claviger.call.Operation.Outcome;
import claviger.explain.Inquiry;
import claviger.explain.Question;
import claviger.explain.QuestionGate;
import claviger.trail.TrailRecord;
import claviger.wire.AwsJson;
import claviger.wire.Protocol;
import java.time.Instant;
import java.util.List;

/// Our own service, which AWS has not: questions about authorization.
record ExplainService(ExplainOperations operations, QuestionGate gate) implements Service {

    private static final AwsJson PROTOCOL = new AwsJson("Claviger.");

    @Override
    public String name() {
        return "claviger";
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
        return CommonError.INTERNAL_FAILURE;
    }

    @Override
    public AwsError trailFault() {
        return CommonError.SERVICE_UNAVAILABLE;
    }

    @Override
    public <I extends Record, O extends Record> Admitted<O> admit(Operation<I, O> operation, I request, Asked asked) {
        if (!(operation instanceof Question<I, O> question)) {
            throw new IllegalArgumentException(operation.name());
        }
        var inquiry = gate.admit(
                operation.name(),
                asked.caller(),
                asked.http(),
                asked.region(),
                question.key(request),
                asked.view(),
                asked.checks());
        return new Call<>(question, request, inquiry);
    }

    private record Call<I extends Record, O extends Record>(Question<I, O> question, I request, Inquiry inquiry)
            implements Admitted<O> {

        @Override
        public List<String> resources() {
            return inquiry.resources();
        }

        @Override
        public List<String> resources(Outcome<O> outcome) {
            return inquiry.resources();
        }

        @Override
        public void charge() {}

        @Override
        public Outcome<O> handle() {
            return question.handle(request, inquiry);
        }

        @Override
        public List<Change> changes(Outcome<O> outcome) {
            return List.of();
        }

        @Override
        public void done(List<Change> changes, TrailRecord trail, Instant now) {}
    }
}
