package claviger.explain;

import claviger.call.Caller;
import claviger.call.Checks;
import claviger.call.CommonError;
import claviger.call.HttpRequest;
import claviger.iam.GlobalKeys;
import claviger.iam.Standing;
import claviger.kms.Alias;
import claviger.kms.Hypothesis;
import claviger.kms.Key;
import claviger.kms.KeyReference;
import claviger.kms.KmsError;
import claviger.kms.View;
import claviger.policy.AccessRequest;
import claviger.policy.Authorization;
import claviger.policy.ContextValue;
import claviger.policy.Decision;
import claviger.policy.DecisionContext;
import claviger.policy.GrantSource;
import claviger.policy.PolicyCache;
import claviger.policy.RequestFacts;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where every question must ask leave. Identity policies allow it, on the key's ARN where a key is
/// named; the root user may always ask. About a key asks only its own account: who may use it is
/// nobody else's business.
public final class QuestionGate {

    private final PolicyCache compiled;
    private final String organization;
    private final InstantSource clock;

    /// @param organization the id of the installation's one organization
    public QuestionGate(PolicyCache compiled, String organization, InstantSource clock) {
        this.compiled = compiled;
        this.organization = organization;
        this.clock = clock;
    }

    /// @param operation the name of the operation, and of the action after `claviger:`
    /// @param named how the request names a key, `null` if it is on none
    /// @param checks gets what is asked of the policies
    /// @throws claviger.call.AwsException AccessDeniedException if leave is refused,
    ///     NotFoundException if the account has no such key
    public Inquiry admit(
            String operation,
            Caller caller,
            HttpRequest http,
            String region,
            @Nullable String named,
            View view,
            Checks checks) {
        var standing = Standing.of(caller, view.identities(caller.account()), compiled);
        var global = new GlobalKeys(caller, standing, http, region, clock.instant(), organization);
        var found = named == null ? Found.NOTHING : find(named, caller.account(), region, view);
        permit("claviger:" + operation, found, global, checks);
        if (found.missing() != null) {
            throw KmsError.NOT_FOUND.because("%s", found.missing());
        }
        var key = found.key();
        var hypothesis = key == null ? null : new Hypothesis(view, key, compiled, organization, global.now());
        return new Inquiry(caller.account(), view, key, hypothesis);
    }

    /// What a question is on.
    ///
    /// @param missing that it is not there, `null` if it is or need not be
    private record Found(
            String resource,
            @Nullable String account,
            @Nullable Key key,
            @Nullable String missing) {
        static final Found NOTHING = new Found("*", null, null, null);
    }

    private static Found find(String named, String account, String region, View view) {
        return switch (KeyReference.parse(named, account, region)) {
            case KeyReference.ById(var owner, var _, var id) -> {
                var arn = Key.arn(owner, region, id);
                yield found(arn, owner, view.in(owner, region).key(id), "Key '" + arn + "' does not exist");
            }
            case KeyReference.ByAlias(var owner, var _, var name) -> {
                var owned = view.in(owner, region);
                var alias = owned.alias(name);
                var arn = Alias.arn(owner, region, name);
                var key = alias == null ? null : owned.key(alias.targetKeyId());
                // A stranger who names an alias must not learn the key behind it.
                var shown = key == null || !owner.equals(account) ? arn : key.arn();
                yield found(shown, owner, key, "Alias " + arn + " is not found.");
            }
        };
    }

    private static Found found(String resource, String owner, @Nullable Key key, String missing) {
        return new Found(resource, owner, key, key == null ? missing : null);
    }

    private static void permit(String action, Found found, GlobalKeys global, Checks checks) {
        var standing = global.standing();
        var account = found.account() == null ? global.caller().account() : found.account();
        var key = found.key();
        var tags = key == null ? Map.<String, String>of() : key.tags();
        var said = new HashMap<String, ContextValue>();
        global.addTo(said);
        var context = new DecisionContext(
                new RequestFacts(Map.of(), Map.of(), said), condition -> global.known(condition, account, tags));
        var request = new AccessRequest(standing.requester(), action, found.resource(), account, context);
        var decision = Authorization.decide(request, standing.policies(), GrantSource.NONE);
        if (checks.add(request, standing.policies(), decision) instanceof Decision.Denied denied) {
            throw CommonError.ACCESS_DENIED.because("%s", denied.message());
        }
    }
}
