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
import claviger.sts.StsNeeds.MfaCode;
import claviger.sts.StsNeeds.Wish;
import claviger.sts.StsOperation;
import claviger.sts.answer.AssumedRoleUser;
import claviger.sts.answer.Credentials;
import claviger.sts.answer.PolicyDescriptorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gives a user, or a session of a role, temporary credentials of a role that trusts it.
///
/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html>
public final class AssumeRole implements StsOperation<AssumeRole.Request, AssumeRole.Response> {

    /// Of a session that another session opens, in seconds.
    private static final int LONGEST_CHAINED = 3600;

    public record Request(
            @Audited @Length(min = 20, max = 2048) String roleArn,

            @Audited @Length(min = 2, max = 64) @Matches(Patterns.NAME)
            String roleSessionName,

            @Audited List<PolicyDescriptorType> policyArns,

            @Audited @Nullable @Length(min = 1, max = 2048) @Matches(claviger.iam.Patterns.DOCUMENT)
            String policy,

            @Audited @Nullable @Range(min = 900, max = 43_200)
            Integer durationSeconds,

            @Audited List<Tag> tags,

            @Audited List<@Length(min = 1, max = 128) @Matches(claviger.iam.Patterns.TAG_KEY) String> transitiveTagKeys,

            @Audited @Nullable @Length(min = 2, max = 1224) @Matches(Patterns.EXTERNAL_ID)
            String externalId,

            @Audited @Nullable @Length(min = 9, max = 256) @Matches(Patterns.SERIAL_NUMBER)
            String serialNumber,

            @Nullable @Length(min = 6, max = 6) @Matches(Patterns.TOKEN_CODE)
            String tokenCode,

            @Audited @Nullable @Length(min = 2, max = 64) @Matches(Patterns.NAME)
            String sourceIdentity) {}

    public record Response(
            @Audited Credentials credentials,
            @Audited AssumedRoleUser assumedRoleUser,
            @Audited @Nullable Integer packedPolicySize,
            @Audited @Nullable String sourceIdentity) {}

    @Override
    public boolean recordsResponse() {
        return true;
    }

    @Override
    public StsNeeds needs(Request request) {
        return new StsNeeds.Trust(
                request.roleArn(),
                new Wish(
                        request.roleSessionName(),
                        Durations.orDefault(request.durationSeconds(), Durations.OF_ROLES),
                        request.tags(),
                        request.transitiveTagKeys(),
                        request.externalId(),
                        request.sourceIdentity(),
                        MfaCode.of(request.serialNumber(), request.tokenCode())));
    }

    @Override
    public Outcome<Response> handle(Request request, StsLeave leave) {
        var role = leave.role();
        var tags = SessionTags.of(leave.caller(), request.tags(), request.transitiveTagKeys());
        SessionPolicies.check(request.policy());
        int seconds = Durations.orDefault(request.durationSeconds(), Durations.OF_ROLES);
        if (leave.caller().session() != null
                && leave.caller().type() == Caller.Type.ASSUMED_ROLE
                && seconds > LONGEST_CHAINED) {
            throw CommonError.VALIDATION.because("The requested DurationSeconds exceeds the 1 hour session limit for"
                    + " roles assumed by role chaining");
        }
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
                leave.mfaAt(),
                tags.tags(),
                tags.transitive(),
                sourceIdentity(request, leave.caller()),
                null,
                request.policy(),
                SessionPolicies.arns(request.policyArns(), leave.identities(role.account())));
        var size = StsLeave.packedPolicySize(facts);
        var user = new AssumedRoleUser(
                role.id() + ":" + facts.name(),
                "arn:aws:sts::" + role.account() + ":assumed-role/" + role.name() + "/" + facts.name());
        return answer(new Response(leave.issue(role.account(), facts), user, size, facts.sourceIdentity()));
    }

    /// It goes from session to session, and cannot change on the way.
    ///
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html>
    private static @Nullable String sourceIdentity(Request request, Caller caller) {
        var session = caller.session();
        var inherited = session == null ? null : session.sourceIdentity();
        if (inherited == null) {
            return request.sourceIdentity();
        }
        if (request.sourceIdentity() != null && !request.sourceIdentity().equals(inherited)) {
            throw CommonError.ACCESS_DENIED.because("The SourceIdentity of a session cannot be changed");
        }
        return inherited;
    }
}
