package claviger;

import claviger.call.AwsError;
import claviger.call.Change;
import claviger.call.CommonError;
import claviger.call.Operation;
import claviger.call.Operation.Outcome;
import claviger.call.Region;
import claviger.custody.Domain;
import claviger.iam.IamError;
import claviger.iam.IamGate;
import claviger.iam.IamLeave;
import claviger.iam.IamOperation;
import claviger.iam.IamState;
import claviger.sts.SessionRules;
import claviger.trail.TrailRecord;
import claviger.wire.AwsQuery;
import claviger.wire.Protocol;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// IAM, which is one for all Regions of a partition.
record IamService(IamOperations operations, IamGate gate) implements Service {

    private static final AwsQuery PROTOCOL = new AwsQuery("2010-05-08", "https://iam.amazonaws.com/doc/2010-05-08/");

    /// Where IAM of the commercial partition is.
    private static final String HOME = "us-east-1";

    /// The Regions that requests to IAM may be signed for. AWS takes its home alone; but
    /// clients that are given an endpoint sign for whatever Region they are set to.
    static Set<String> regions(Set<String> served) {
        var regions = new HashSet<>(served);
        regions.add(HOME);
        // What SDKs call the Region of global services.
        regions.add("aws-global");
        return regions;
    }

    @Override
    public String name() {
        return "iam";
    }

    @Override
    public Protocol protocol() {
        return PROTOCOL;
    }

    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html>
    @Override
    public String region(String signed) {
        return switch (Region.partition(signed)) {
            case "aws-cn" -> "cn-north-1";
            case "aws-us-gov" -> "us-gov-west-1";
            default -> HOME;
        };
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
        if (!(operation instanceof IamOperation<I, O> ofIam)) {
            throw new IllegalArgumentException(operation.name());
        }
        SessionRules.checkForIam(asked.caller());
        var account = asked.caller().account();
        var view = asked.view();
        var state = new IamState(
                account,
                view.account(account),
                view.identities(account),
                view,
                view.domainKeys(Domain.global(account)));
        var leave =
                gate.admit(operation.name(), asked.caller(), asked.http(), asked.region(), ofIam.needs(request), state);
        return new Call<>(ofIam, request, leave);
    }

    private record Call<I extends Record, O extends Record>(IamOperation<I, O> operation, I request, IamLeave leave)
            implements Admitted<O> {

        /// CloudTrail names no resources for calls of IAM.
        @Override
        public List<String> resources() {
            return List.of();
        }

        @Override
        public List<String> resources(Outcome<O> outcome) {
            return List.of();
        }

        /// AWS publishes no quotas of requests for IAM.
        @Override
        public void charge() {}

        @Override
        public Outcome<O> handle() {
            return operation.handle(request, leave);
        }

        @Override
        public List<Change> changes(Outcome<O> outcome) {
            return outcome.changes().isEmpty() ? List.of() : leave.completed(outcome.changes());
        }

        @Override
        public void done(List<Change> changes, TrailRecord trail, Instant now) {}
    }
}
