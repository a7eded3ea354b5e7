package claviger.iam.simulator;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Caller;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Range;
import claviger.call.Required;
import claviger.iam.IamError;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.Identity;
import claviger.iam.Patterns;
import claviger.iam.Principal;
import claviger.iam.Standing;
import claviger.policy.NamedPolicy;
import claviger.policy.Policies;
import claviger.policy.PolicyCache;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells what the policies of a user or role would decide, with others that the request gives.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html>
public final class SimulatePrincipalPolicy
        implements IamOperation<SimulatePrincipalPolicy.Request, SimulateCustomPolicy.Response> {

    private final PolicyCache compiled;

    public SimulatePrincipalPolicy(PolicyCache compiled) {
        this.compiled = compiled;
    }

    public record Request(
            @Audited @Length(min = 20, max = 2048) String policySourceArn,
            @Nullable List<@Length(min = 1, max = 131072) @Matches(Patterns.DOCUMENT) String> policyInputList,

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

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.arn(request.policySourceArn());
    }

    @Override
    public Outcome<SimulateCustomPolicy.Response> handle(Request request, IamLeave leave) {
        var identity = leave.identities().withArn(request.policySourceArn());
        if (identity == null) {
            throw IamError.NO_SUCH_ENTITY.because("No user or role %s.", request.policySourceArn());
        }
        var caller = request.callerArn() == null
                ? SimulatedCaller.of(identity, leave.identities())
                : SimulatedCaller.named(request.callerArn(), leave.account(), "");
        var simulation = new Simulation(
                caller, policies(identity, request, leave), SimulatedContext.of(request.contextEntries()));
        var page = leave.page(
                Simulation.asked(request.actionNames(), request.resourceArns()), request.marker(), request.maxItems());
        return answer(simulation.answer(page));
    }

    /// A boundary that the request gives takes the place of the identity's own.
    private Policies policies(Identity identity, Request request, IamLeave leave) {
        var own = Standing.of(principal(identity, leave), leave.identities(), compiled)
                .policies();
        var all = new ArrayList<NamedPolicy>(own.identity());
        all.addAll(Simulation.given("PolicyInputList", request.policyInputList()));
        var boundary = Simulation.givenBoundary(request.permissionsBoundaryPolicyInputList());
        return new Policies(
                Simulation.givenResource(request.resourcePolicy()),
                all,
                boundary == null ? own.boundary() : boundary,
                null,
                List.of(),
                List.of());
    }

    private static Principal principal(Identity identity, IamLeave leave) {
        var account = identity.account();
        if (leave.identities().users().get(identity.id()) != null) {
            return new Principal(account, identity.arn(), identity.id(), Caller.Type.IAM_USER, null);
        }
        var session = new Caller.Session(
                "*",
                identity.arn(),
                identity.id(),
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                Map.of(),
                Set.of(),
                null,
                null,
                null);
        return new Principal(account, identity.arn(), identity.id() + ":*", Caller.Type.ASSUMED_ROLE, session);
    }
}
