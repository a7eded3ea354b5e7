package claviger;

import claviger.call.AwsError;
import claviger.call.Change;
import claviger.call.CommonError;
import claviger.call.Operation;
import claviger.call.Operation.Outcome;
import claviger.iam.IamError;
import claviger.kms.View;
import claviger.sts.RoleArns;
import claviger.sts.StsGate;
import claviger.sts.StsLeave;
import claviger.sts.StsNeeds;
import claviger.sts.StsOperation;
import claviger.sts.StsState;
import claviger.sts.WebIdentityGate;
import claviger.sts.session.AssumeRoleWithWebIdentity;
import claviger.trail.TrailRecord;
import claviger.wire.AwsQuery;
import claviger.wire.Protocol;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// STS, in each Region, and once more for all.
record StsService(StsOperations operations, StsGate gate, WebIdentityGate webGate) implements Service {

    private static final AwsQuery PROTOCOL = new AwsQuery("2011-06-15", "https://sts.amazonaws.com/doc/2011-06-15/");

    /// What requests to the global endpoint are signed for.
    private static final String GLOBAL = "us-east-1";

    /// The Regions that requests to STS may be signed for: that of its endpoint, or of the global
    /// one.
    static Set<String> regions(Set<String> served) {
        var regions = new HashSet<>(served);
        regions.add(GLOBAL);
        return regions;
    }

    static StsState state(View view) {
        return StsState.of(view::identities, view::domainKeys, view::accessKey);
    }

    @Override
    public String name() {
        return "sts";
    }

    @Override
    public Protocol protocol() {
        return PROTOCOL;
    }

    @Override
    public boolean takesUnsigned(Operation<?, ?> operation) {
        return operation instanceof AssumeRoleWithWebIdentity;
    }

    @Override
    public String region(String signed) {
        return signed;
    }

    @Override
    public AwsError storeFault() {
        return IamError.SERVICE_FAILURE;
    }

    @Override
    public AwsError trailFault() {
        return CommonError.SERVICE_UNAVAILABLE;
    }

    @Override
    public <I extends Record, O extends Record> Admitted<O> admit(Operation<I, O> operation, I request, Asked asked) {
        if (!(operation instanceof StsOperation<I, O> ofSts)) {
            throw new IllegalArgumentException(operation.name());
        }
        var state = state(asked.view());
        var needs = ofSts.needs(request);
        var leave = needs instanceof StsNeeds.WebIdentityTrust byWebIdentity
                ? webGate.admit(
                        byWebIdentity,
                        asked.http(),
                        asked.region(),
                        state,
                        who -> asked.trail()
                                .byWebIdentity(
                                        RoleArns.account(byWebIdentity.roleArn()),
                                        who.providerArn(),
                                        who.audience(),
                                        who.subject(),
                                        asked.region()))
                : gate.admit(
                        operation.name(),
                        needs,
                        new StsGate.Asked(asked.caller(), asked.http(), asked.region(), state));
        return new Call<>(ofSts, request, leave);
    }

    private record Call<I extends Record, O extends Record>(StsOperation<I, O> operation, I request, StsLeave leave)
            implements Admitted<O> {

        @Override
        public List<String> resources() {
            return List.of();
        }

        @Override
        public List<String> resources(Outcome<O> outcome) {
            return List.of();
        }

        /// AWS's quota of requests to STS is one that nobody meets here.
        @Override
        public void charge() {}

        @Override
        public Outcome<O> handle() {
            return operation.handle(request, leave);
        }

        @Override
        public List<Change> changes(Outcome<O> outcome) {
            return leave.changes(outcome.changes());
        }

        @Override
        public void done(List<Change> changes, TrailRecord trail, Instant now) {}
    }
}
