package claviger.sts.session;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Caller;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Range;
import claviger.iam.answer.Tag;
import claviger.sts.Patterns;
import claviger.sts.SessionFacts;
import claviger.sts.SessionPolicies;
import claviger.sts.SessionTags;
import claviger.sts.StsLeave;
import claviger.sts.StsNeeds;
import claviger.sts.StsNeeds.Wish;
import claviger.sts.StsOperation;
import claviger.sts.answer.Credentials;
import claviger.sts.answer.FederatedUser;
import claviger.sts.answer.PolicyDescriptorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gives a user or root user temporary credentials for somebody whom it knows by a name.
///
/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html>
public final class GetFederationToken implements StsOperation<GetFederationToken.Request, GetFederationToken.Response> {

    public record Request(
            @Audited @Length(min = 2, max = 32) @Matches(Patterns.NAME)
            String name,

            @Audited @Nullable @Length(min = 1, max = 2048) @Matches(claviger.iam.Patterns.DOCUMENT)
            String policy,

            @Audited List<PolicyDescriptorType> policyArns,

            @Audited @Nullable @Range(min = 900, max = 129_600)
            Integer durationSeconds,

            @Audited List<Tag> tags) {}

    public record Response(
            @Audited Credentials credentials,
            @Audited FederatedUser federatedUser,
            @Audited @Nullable Integer packedPolicySize) {}

    @Override
    public boolean recordsResponse() {
        return true;
    }

    @Override
    public StsNeeds needs(Request request) {
        return new StsNeeds.Permission(
                "federated-user/" + request.name(),
                new Wish(
                        "",
                        Durations.orDefault(request.durationSeconds(), Durations.OF_USERS),
                        request.tags(),
                        List.of(),
                        null,
                        null,
                        null));
    }

    @Override
    public Outcome<Response> handle(Request request, StsLeave leave) {
        var caller = leave.caller();
        var tags = SessionTags.of(caller, request.tags(), List.of());
        SessionPolicies.check(request.policy());
        int seconds = Durations.ofOneself(request.durationSeconds(), caller.isRoot());
        var facts = new SessionFacts(
                Caller.Type.FEDERATED_USER,
                caller.principalId(),
                request.name(),
                leave.now(),
                leave.now().plusSeconds(seconds),
                null,
                tags.tags(),
                tags.transitive(),
                null,
                null,
                request.policy(),
                SessionPolicies.arns(request.policyArns(), leave.identities(caller.account())));
        var size = StsLeave.packedPolicySize(facts);
        var user = new FederatedUser(
                caller.account() + ":" + facts.name(),
                "arn:aws:sts::" + caller.account() + ":federated-user/" + facts.name());
        return answer(new Response(leave.issue(caller.account(), facts), user, size));
    }
}
