package claviger.explain;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.CommonError;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Page;
import claviger.call.Range;
import claviger.explain.Candidates.Candidate;
import claviger.kms.Hypothesis;
import claviger.kms.KeyAction;
import claviger.kms.KmsError;
import claviger.policy.Prospect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells who can use a key of the account, by which statements and grants, and under which
/// conditions.
///
/// What is known of a principal and the key is decided. An Allow that hangs on what only a request
/// settles counts, and its conditions are listed; a Deny that does takes nobody out, and is listed.
public final class WhoCan implements Question<WhoCan.Request, WhoCan.Response> {

    private static final int DEFAULT_LIMIT = 100;

    /// @param keyId id, ARN, alias name or alias ARN
    /// @param action such as `kms:Decrypt` or `Decrypt`, `null` for every one that makes sense with
    ///     the key
    /// @param limit how many principals are looked at for a page
    public record Request(
            @Audited @Length(min = 1, max = 2048) String keyId,
            @Audited @Nullable @Length(min = 1, max = 128) String action,
            @Audited @Nullable @Range(min = 1, max = 1000) Integer limit,

            @Audited @Nullable @Length(min = 1, max = 4096) @Matches("[\\u0020-\\u00FF]*")
            String marker) {}

    /// @param nextMarker where the next page begins, `null` on the last
    public record Response(
            String keyArn,
            List<Principal> principals,
            @Nullable String nextMarker,
            boolean truncated) {}

    /// @param arn of a service, its name
    /// @param type `Root`, `User`, `Role` (any session of it), `RoleSession`, `FederatedUser` or
    ///     `Service`
    public record Principal(String arn, String type, List<Access> access) {}

    @Override
    public @Nullable String key(Request request) {
        return request.keyId();
    }

    @Override
    public Outcome<Response> handle(Request request, Inquiry inquiry) {
        var key = inquiry.key();
        var actions = request.action() == null ? KeyAction.of(key) : List.of(named(request.action()));
        var page = Page.of(
                        Candidates.of(inquiry.view(), key, inquiry.hypothesis().named()),
                        request.marker(),
                        request.limit() == null ? DEFAULT_LIMIT : request.limit())
                .orElseThrow(KmsError.INVALID_MARKER::unexplained);
        var principals = new ArrayList<Principal>();
        for (var candidate : page.items()) {
            var access = access(candidate, actions, inquiry.hypothesis());
            if (!access.isEmpty()) {
                principals.add(new Principal(candidate.name(), candidate.type(), access));
            }
        }
        return answer(new Response(key.arn(), principals, page.nextMarker(), page.truncated()));
    }

    private static KeyAction named(String action) {
        var named = KeyAction.named(action);
        if (named == null) {
            throw CommonError.VALIDATION.because(
                    "%s is no action on a KMS key; write one such as kms:Decrypt.", action);
        }
        return named;
    }

    /// Actions on the same grounds stand together.
    private static List<Access> access(Candidate candidate, List<KeyAction> actions, Hypothesis hypothesis) {
        var byProspect = new LinkedHashMap<Prospect, List<String>>();
        for (var action : actions) {
            var prospect = candidate.prospect(hypothesis, action);
            if (!prospect.ways().isEmpty()) {
                byProspect.computeIfAbsent(prospect, _ -> new ArrayList<>()).add(action.action());
            }
        }
        return byProspect.entrySet().stream()
                .map(each -> Access.of(each.getValue(), each.getKey()))
                .toList();
    }
}
