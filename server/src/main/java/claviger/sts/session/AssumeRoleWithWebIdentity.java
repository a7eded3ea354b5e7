package claviger.sts.session;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Caller;
import claviger.call.CommonError;
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
import claviger.sts.answer.AssumedRoleUser;
import claviger.sts.answer.Credentials;
import claviger.sts.answer.PolicyDescriptorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gives whoever shows a token of an OpenID Connect provider temporary credentials of a role that
/// trusts it.
///
/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html>
public final class AssumeRoleWithWebIdentity
        implements StsOperation<AssumeRoleWithWebIdentity.Request, AssumeRoleWithWebIdentity.Response> {

    /// @param providerId names a provider of OAuth 2.0 tokens, which are not served
    public record Request(
            @Audited @Length(min = 20, max = 2048) String roleArn,

            @Audited @Length(min = 2, max = 64) @Matches(Patterns.NAME)
            String roleSessionName,

            @Length(min = 4, max = 20_000) String webIdentityToken,
            @Audited @Nullable @Length(min = 4, max = 2048) String providerId,
            @Audited List<PolicyDescriptorType> policyArns,

            @Audited @Nullable @Length(min = 1, max = 2048) @Matches(claviger.iam.Patterns.DOCUMENT)
            String policy,

            @Audited @Nullable @Range(min = 900, max = 43_200)
            Integer durationSeconds) {
        /// Without the token.
        @Override
        public String toString() {
            return "AssumeRoleWithWebIdentity[" + roleArn + "]";
        }
    }

    public record Response(
            @Audited Credentials credentials,
            @Audited String subjectFromWebIdentityToken,
            @Audited AssumedRoleUser assumedRoleUser,
            @Audited @Nullable Integer packedPolicySize,
            @Audited String provider,
            @Audited String audience,
            @Audited @Nullable String sourceIdentity) {}

    @Override
    public boolean recordsResponse() {
        return true;
    }

    @Override
    public StsNeeds needs(Request request) {
        var wish = new Wish(
                request.roleSessionName(),
                Durations.orDefault(request.durationSeconds(), Durations.OF_ROLES),
                List.of(),
                List.of(),
                null,
                null,
                null);
        return new StsNeeds.WebIdentityTrust(request.roleArn(), request.webIdentityToken(), wish);
    }

    @Override
    public Outcome<Response> handle(Request request, StsLeave leave) {
        var role = leave.role();
        var identity = leave.webIdentity();
        var passed = identity.tags().entrySet().stream()
                .map(tag -> new Tag(tag.getKey(), tag.getValue()))
                .toList();
        var tags = SessionTags.of(null, passed, identity.transitiveTagKeys());
        SessionPolicies.check(request.policy());
        int seconds = Durations.orDefault(request.durationSeconds(), Durations.OF_ROLES);
        if (seconds > role.maxSessionDuration()) {
            throw CommonError.VALIDATION.because(
                    "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }
        var facts = new SessionFacts(
                Caller.Type.ASSUMED_ROLE,
                role.id(),
                request.roleSessionName(),
                leave.now(),
                leave.now().plusSeconds(seconds),
                null,
                tags.tags(),
                tags.transitive(),
                identity.sourceIdentity(),
                identity.providerArn(),
                request.policy(),
                SessionPolicies.arns(request.policyArns(), leave.identities(role.account())));
        var size = StsLeave.packedPolicySize(facts);
        var user = new AssumedRoleUser(
                role.id() + ":" + facts.name(),
                "arn:aws:sts::" + role.account() + ":assumed-role/" + role.name() + "/" + facts.name());
        return answer(new Response(
                leave.issue(role.account(), facts),
                identity.subject(),
                user,
                size,
                identity.issuer(),
                identity.audience(),
                facts.sourceIdentity()));
    }
}
