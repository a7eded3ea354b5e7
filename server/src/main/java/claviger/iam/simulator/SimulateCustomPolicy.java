package claviger.iam.simulator;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Range;
import claviger.call.Required;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.Patterns;
import claviger.policy.Policies;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells what policies that the request gives would decide.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html>
public final class SimulateCustomPolicy
        implements IamOperation<SimulateCustomPolicy.Request, SimulateCustomPolicy.Response> {

    public record Request(
            @Required List<@Length(min = 1, max = 131072) @Matches(Patterns.DOCUMENT) String> policyInputList,

            @Nullable
            List<@Length(min = 1, max = 131072) @Matches(Patterns.DOCUMENT) String> permissionsBoundaryPolicyInputList,

            @Audited @Required List<@Length(min = 3, max = 128) String> actionNames,
            @Audited @Nullable List<@Length(min = 1, max = 2048) String> resourceArns,

            @Nullable @Length(min = 1, max = 131072) @Matches(Patterns.DOCUMENT)
            String resourcePolicy,

            @Audited @Nullable @Length(min = 1, max = 2048) String resourceOwner,
            @Audited @Nullable @Length(min = 1, max = 2048) String callerArn,
            @Nullable List<ContextEntry> contextEntries,
            @Audited @Nullable @Length(min = 1, max = 64) String resourceHandlingOption,
            @Audited @Nullable @Range(min = 1, max = 1000) Integer maxItems,

            @Audited @Nullable @Length(min = 1, max = 4096) @Matches(Patterns.MARKER)
            String marker) {}

    public record Response(
            List<EvaluationResult> evaluationResults,
            boolean isTruncated,
            @Nullable String marker) {}

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.account();
    }

    @Override
    public Outcome<Response> handle(Request request, IamLeave leave) {
        var policies = new Policies(
                Simulation.givenResource(request.resourcePolicy()),
                Simulation.given("PolicyInputList", request.policyInputList()),
                Simulation.givenBoundary(request.permissionsBoundaryPolicyInputList()),
                null,
                List.of(),
                List.of());
        var caller = SimulatedCaller.named(request.callerArn(), leave.account(), "user");
        var simulation = new Simulation(caller, policies, SimulatedContext.of(request.contextEntries()));
        var page = leave.page(
                Simulation.asked(request.actionNames(), request.resourceArns()), request.marker(), request.maxItems());
        return answer(simulation.answer(page));
    }
}
