package claviger.explain;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.kms.KmsError;
import claviger.policy.Effect;
import claviger.policy.Explanation.Finding;
import claviger.policy.PolicySource;
import claviger.trail.Recorded;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells why a request of the account was decided as it was, from its audit record.
public final class Explain implements Question<Explain.Request, Explain.Response> {

    private static final Set<PolicySource> OF_THE_OWNER =
            EnumSet.of(PolicySource.RESOURCE, PolicySource.RESOURCE_CONTROL);

    private final Trail trail;

    public Explain(Trail trail) {
        this.trail = trail;
    }

    /// @param requestId as answers have it in `x-amzn-RequestId`
    public record Request(
            @Audited @Length(min = 1, max = 64) @Matches("[0-9a-fA-F-]+")
            String requestId) {}

    /// @param errorCode `null` if the request succeeded
    /// @param checks what was asked of the policies, in order; all must be allowed
    public record Response(
            String requestId,
            Instant eventTime,
            String eventSource,
            String eventName,
            String awsRegion,
            String principal,
            @Nullable String errorCode,
            List<Check> checks) {}

    /// @param decision `allowed`, `explicitDeny` or `implicitDeny`
    /// @param statements of a denial, every one that had a say, those first that came nearest
    /// @param statementsOmitted how many more there were, `null` for none
    public record Check(
            String action,
            String resource,
            String decision,
            Cause cause,
            @Nullable List<Statement> statements,
            @Nullable Integer statementsOmitted) {

        /// What another account says of its own key is that account's alone, as it was when the request was refused.
        static Check of(Recorded.Check check, String account) {
            var isForeign = isOfAnother(check.resource(), account);
            var all = check.statements().stream()
                    .filter(finding -> !(isForeign && OF_THE_OWNER.contains(finding.source())))
                    .map(Statement::of)
                    .toList();
            return new Check(
                    check.action(),
                    check.resource(),
                    check.decision(),
                    isForeign ? Cause.hidingTheOwners(check.reason()) : Cause.of(check.reason()),
                    all.isEmpty() ? null : all,
                    check.statementsOmitted() == 0 ? null : check.statementsOmitted());
        }

        private static boolean isOfAnother(String resource, String account) {
            var parts = resource.split(":", 6);
            return parts.length == 6 && !parts[4].equals(account);
        }
    }

    /// @param effect `Allow` or `Deny`
    /// @param missing what kept it from applying; empty if it applied
    /// @param text which statement it is, for humans
    public record Statement(
            String policyType,
            String policyName,
            int statement,
            @Nullable String sid,
            String effect,
            boolean applied,
            List<String> missing,
            String text) {

        static Statement of(Finding finding) {
            return new Statement(
                    Words.of(finding.source()),
                    finding.policy(),
                    finding.index(),
                    finding.sid(),
                    finding.effect() == Effect.ALLOW ? "Allow" : "Deny",
                    finding.applied(),
                    finding.missing().stream().map(Words::of).toList(),
                    Words.statement(finding.source(), finding.policy(), finding.index(), finding.sid()));
        }
    }

    @Override
    public @Nullable String key(Request request) {
        return null;
    }

    @Override
    public Outcome<Response> handle(Request request, Inquiry inquiry) {
        var found = trail.find(inquiry.account(), request.requestId());
        if (found == null) {
            throw KmsError.NOT_FOUND.because(
                    "No request %s of account %s is in the audit trail, as far back as a request looks.",
                    request.requestId(), inquiry.account());
        }
        return answer(new Response(
                found.requestId(),
                found.time(),
                found.eventSource(),
                found.eventName(),
                found.region(),
                found.arn(),
                found.errorCode(),
                checks(found, inquiry.account())));
    }

    /// Without what was denied before the last: the key behind an alias of another account, which is not told either.
    private static List<Check> checks(Recorded found, String account) {
        var all = found.checks();
        return all.stream()
                .filter(check -> check.decision().equals("allowed") || check.equals(all.getLast()))
                .map(check -> Check.of(check, account))
                .toList();
    }
}
