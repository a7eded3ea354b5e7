package claviger.trail;

import claviger.call.Caller;
import claviger.call.HttpRequest.TlsDetails;
import claviger.policy.Explanation.Finding;
import claviger.policy.Reason;
import claviger.policy.RequestFacts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request as its record tells of it, as far as it was authorized.
///
/// @param account of who asked
/// @param type of who asked, `null` for nobody who was proved
/// @param userAgent `null` for none
/// @param tls `null` for clear text
/// @param errorCode `null` if it succeeded
/// @param session `null` for long-term credentials
/// @param isWhole whether all is there that a decision needs; what was too long is not
/// @param checks in order; empty for what never came to the gate
public record Recorded(
        String requestId,
        Instant time,
        String eventSource,
        String eventName,
        String region,
        String account,
        String arn,
        String principalId,
        Caller.@Nullable Type type,
        String sourceIp,
        @Nullable String userAgent,
        @Nullable TlsDetails tls,
        @Nullable String errorCode,
        Caller.@Nullable Session session,
        boolean isWhole,
        List<Check> checks) {

    public Recorded {
        checks = List.copyOf(checks);
    }

    /// One question to the policies.
    ///
    /// @param decision `allowed`, `explicitDeny` or `implicitDeny`
    /// @param statements of a denial, those first that came nearest
    /// @param statementsOmitted how many more there were
    /// @param said what the request said to conditions, but for the user agent
    /// @param known what the server knew of it and can know no more, by condition keys in lower
    ///     case
    public record Check(
            String action,
            String resource,
            String decision,
            Reason reason,
            List<Finding> statements,
            int statementsOmitted,
            RequestFacts said,
            Map<String, String> known) {

        public Check {
            statements = List.copyOf(statements);
            known = Map.copyOf(known);
        }
    }
}
