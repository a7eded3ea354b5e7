package claviger.explain;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Header;
import claviger.call.HttpRequest;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Range;
import claviger.crypto.Blob;
import claviger.iam.Principal;
import claviger.kms.PolicyText;
import claviger.policy.Decision;
import claviger.trail.Recorded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Decides the recorded requests on a key of the account again as if it had another key policy, and
/// tells which would come out otherwise. All else counts as it is today: identity policies, grants,
/// tags. Nothing is changed.
public final class WhatIf implements Question<WhatIf.Request, WhatIf.Response> {

    private static final int DEFAULT_REQUESTS = 10_000;
    private static final int MOST_CHANGES = 1_000;

    private final Trail trail;
    private final PolicyText policies;

    public WhatIf(Trail trail, PolicyText policies) {
        this.trail = trail;
        this.policies = policies;
    }

    /// @param keyId id, ARN, alias name or alias ARN
    /// @param policy a key policy, as PutKeyPolicy would take it
    /// @param maxRequests how many of the newest requests on the key are decided again, 10,000 if
    ///     it is `null`
    public record Request(
            @Audited @Length(min = 1, max = 2048) String keyId,

            @Length(min = 1, max = 131_072) @Matches(PolicyText.PATTERN)
            String policy,

            @Audited @Nullable @Range(min = 1, max = 100_000)
            Integer maxRequests) {}

    /// @param requests how many were decided again
    /// @param undecided how many on the key could not be: their records do not hold all that they
    ///     said, or they are about grants alone
    /// @param since the oldest that was decided again, `null` for none
    /// @param changes the most frequent first
    /// @param truncated whether there are more changes than are told
    public record Response(
            String keyArn,
            int requests,
            int undecided,
            @Nullable Instant since,
            List<Change> changes,
            boolean truncated) {}

    /// Requests alike that would come out otherwise.
    ///
    /// @param principal the ARN
    /// @param from `allowed`, `explicitDeny` or `implicitDeny`, as it was
    /// @param to the same, as it would be
    /// @param today the same, as it would be with the policy that the key has
    /// @param why what it would hang on
    /// @param lastRequestId of the newest of them
    public record Change(
            String principal,
            String action,
            String from,
            String to,
            String today,
            Cause why,
            int count,
            Instant lastSeen,
            String lastRequestId) {}

    private record Alike(String principal, String action, String from, String to, String today, Cause why) {}

    private static final class Tally {
        private final Recorded newest;
        private int count;

        Tally(Recorded newest) {
            this.newest = newest;
        }
    }

    @Override
    public @Nullable String key(Request request) {
        return request.keyId();
    }

    @Override
    public Outcome<Response> handle(Request request, Inquiry inquiry) {
        var key = inquiry.key();
        var policy = policies.bound(request.policy(), inquiry.view());
        int most = request.maxRequests() == null ? DEFAULT_REQUESTS : request.maxRequests();
        var tallies = new LinkedHashMap<Alike, Tally>();
        int decided = 0;
        int undecided = 0;
        Instant since = null;
        for (var recorded : trail.latest(key.arn(), most)) {
            boolean again = false;
            for (var check : recorded.checks()) {
                if (check.resource().equals(key.arn()) && isDecidable(recorded, check)) {
                    again = true;
                    tally(recorded, check, policy, inquiry, tallies);
                }
            }
            if (again) {
                decided++;
                since = recorded.time();
            } else {
                undecided++;
            }
        }
        var changes = changes(tallies);
        return answer(new Response(
                key.arn(),
                decided,
                undecided,
                since,
                changes.stream().limit(MOST_CHANGES).toList(),
                changes.size() > MOST_CHANGES));
    }

    /// Whether a grant is retired, the grant itself says.
    private static boolean isDecidable(Recorded recorded, Recorded.Check check) {
        return recorded.isWhole()
                && recorded.type() != null
                && check.action().startsWith("kms:")
                && !check.action().equals("kms:RetireGrant");
    }

    private static void tally(
            Recorded recorded, Recorded.Check check, String policy, Inquiry inquiry, Map<Alike, Tally> tallies) {
        var then = decide(recorded, check, policy, inquiry);
        var to = name(then);
        if (!to.equals(check.decision())) {
            var today = name(decide(recorded, check, inquiry.key().policy(), inquiry));
            var alike = new Alike(recorded.arn(), check.action(), check.decision(), to, today, why(then));
            // The newest comes first.
            tallies.computeIfAbsent(alike, _ -> new Tally(recorded)).count++;
        }
    }

    private static Decision decide(Recorded recorded, Recorded.Check check, String policy, Inquiry inquiry) {
        var type = recorded.type();
        if (type == null) {
            throw new IllegalArgumentException("nobody asked");
        }
        return inquiry.hypothesis()
                .decide(
                        new Principal(
                                recorded.account(), recorded.arn(), recorded.principalId(), type, recorded.session()),
                        check.action(),
                        asSent(recorded),
                        recorded.time(),
                        check.said(),
                        check.known(),
                        policy);
    }

    /// As far as decisions read it.
    private static HttpRequest asSent(Recorded recorded) {
        var userAgent = recorded.userAgent();
        var headers = userAgent == null ? List.<Header>of() : List.of(new Header("User-Agent", userAgent));
        return new HttpRequest("POST", "/", headers, Blob.EMPTY, recorded.sourceIp(), recorded.tls());
    }

    private static String name(Decision decision) {
        return switch (decision) {
            case Decision.Allowed _ -> "allowed";
            case Decision.Denied denied -> denied.explicit() ? "explicitDeny" : "implicitDeny";
        };
    }

    private static Cause why(Decision decision) {
        return Cause.of(
                switch (decision) {
                    case Decision.Allowed(var reason) -> reason;
                    case Decision.Denied(var _, var reason, var _) -> reason;
                });
    }

    private static List<Change> changes(Map<Alike, Tally> tallies) {
        var changes = new ArrayList<Change>();
        tallies.forEach((alike, tally) -> changes.add(new Change(
                alike.principal(),
                alike.action(),
                alike.from(),
                alike.to(),
                alike.today(),
                alike.why(),
                tally.count,
                tally.newest.time(),
                tally.newest.requestId())));
        changes.sort(Comparator.comparingInt(Change::count).reversed().thenComparing(Change::principal));
        return changes;
    }
}
