package claviger.kms;

import claviger.call.AwsException;
import claviger.call.Checks;
import claviger.call.CommonError;
import claviger.iam.GlobalKeys;
import claviger.iam.Standing;
import claviger.kms.Needs.GeneralNeed;
import claviger.policy.AccessRequest;
import claviger.policy.Authorization;
import claviger.policy.Decision;
import claviger.policy.DecisionContext;
import claviger.policy.GrantRules;
import claviger.policy.GrantSource;
import claviger.policy.GrantTerms;
import claviger.policy.NamedPolicy;
import claviger.policy.PolicyCache;
import claviger.policy.PolicyKind;
import claviger.policy.Requester;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// What one caller may do with keys, on one view of the state: brings together who asks, what is asked of, and every
/// policy and grant that has a say, and lets the engine decide.
final class Authority {

    static final Set<String> GRANT_ACTIONS = Set.of("CreateGrant", "ListGrants", "RevokeGrant");
    private static final Set<String> ENDINGS_OF_USE = Set.of("ScheduleKeyDeletion", "DisableKey");

    /// Of a key that is not there, or that its owner must not tell of.
    private static final String NO_STATEMENT = """
            {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Principal": "*", "NotAction": "*", "Resource": "*"}}""";

    private final GlobalKeys global;
    private final Standing standing;
    private final View view;
    private final PolicyCache compiled;
    private final KeyUses uses;
    private final Checks checks;

    Authority(GlobalKeys global, View view, PolicyCache compiled, KeyUses uses, Checks checks) {
        this.global = global;
        this.standing = global.standing();
        this.view = view;
        this.compiled = compiled;
        this.uses = uses;
        this.checks = checks;
    }

    /// The same for what a request to one Region makes happen in another.
    Authority in(String region) {
        return region.equals(global.region()) ? this : new Authority(global.in(region), view, compiled, uses, checks);
    }

    /// On a key that is there.
    ///
    /// @param action without `kms:`
    /// @param requestAlias the alias by which the request names the key, `null` for none
    /// @param sameKey see [KeyContext.About]
    Decision onKey(
            String action, Key key, Facts facts, @Nullable String requestAlias, @Nullable BooleanSupplier sameKey) {
        var about = about(action, key, sameKey);
        var said = facts.with("kms:requestalias", requestAlias);
        var request = request(action, key.arn(), key.account(), said, key.spec() == KeySpec.SYMMETRIC_DEFAULT, about);
        return decide(request, keyPolicy(key.policy()), grantsOn(key));
    }

    /// On a key that may not be there: what a caller of another account is told depends on its own policies alone.
    Decision onStranger(String action, String account, String arn) {
        return decide(
                request(action, arn, account, Facts.NONE, false, null), keyPolicy(NO_STATEMENT), GrantSource.NONE);
    }

    /// On an alias, which has no policy.
    Decision onAlias(String action, String account, String arn) {
        return decide(request(action, arn, account, Facts.NONE, false, null), null, GrantSource.NONE);
    }

    /// On nothing in particular.
    ///
    /// @param first the key to be replicated, `null` if none is
    Decision onNothing(String action, GeneralNeed need, @Nullable Key first) {
        var properties = need.newKey() == null && first != null ? KeyProperties.replicaOf(first) : need.newKey();
        var about = properties == null ? null : KeyContext.About.ofNew(properties);
        var account = global.caller().account();
        return decide(request(action, "*", account, need.facts(), false, about), null, GrantSource.NONE);
    }

    /// On a principal whose grants are asked for.
    Decision onPrincipal(String action, String principal, String account) {
        return decide(request(action, principal, account, Facts.NONE, false, null), null, GrantSource.NONE);
    }

    /// To retire a grant: whom it names to do so, its grantee if it permits that, and the account that made it.
    ///
    /// <https://docs.aws.amazon.com/kms/latest/developerguide/grant-delete.html>
    Decision toRetire(Grant grant, Key key) {
        var about = about("RetireGrant", key, null);
        var facts = grant.terms().factsOfRetiring();
        var request = request("RetireGrant", key.arn(), grant.issuer(), facts, true, about);
        var terms = grant.terms();
        GrantSource source = who -> who.equals(terms.retirer())
                        || (who.equals(terms.grantee()) && terms.operations().contains(GrantOperation.RETIRE_GRANT))
                ? List.of(new GrantTerms(grant.id(), Set.of("RetireGrant"), null, null, null))
                : List.of();
        return decide(request, keyPolicy(key.policy()), source);
    }

    /// Whether the caller could set another policy on a key that had this one.
    ///
    /// <https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#allow-access-to-root>
    boolean keepsControl(String arn, String account, KeyProperties properties, String policy) {
        var about = KeyContext.About.ofNew(properties);
        var request = request("PutKeyPolicy", arn, account, Facts.NONE, false, about);
        return Authorization.keepsControl(request, standing.policies().withResource(keyPolicy(policy)));
    }

    /// Whether somebody who may make grants by grants alone may make this one: by one of those grants, than which it
    /// must not be wider.
    ///
    /// <https://docs.aws.amazon.com/kms/latest/developerguide/create-grant-overview.html>
    boolean mayMakeByGrant(Key key, Facts facts, GrantTerms child) {
        var request = request("CreateGrant", key.arn(), key.account(), facts, true, about("CreateGrant", key, null));
        var policies = standing.policies().withResource(keyPolicy(key.policy()));
        for (var name : names()) {
            for (var parent : grantsOn(key).grantedTo(name)) {
                GrantSource only = who -> who.equals(name) ? List.of(parent) : List.of();
                if (parent.operations().contains("CreateGrant")
                        && GrantRules.isNarrower(parent, child)
                        && Authorization.decide(request, policies, only).isAllowed()) {
                    return true;
                }
            }
        }
        return false;
    }

    /// The refusal of an action that no policy and no grant allows.
    AwsException refusal(String action, Key key) {
        var request = request(action, key.arn(), key.account(), Facts.NONE, false, about(action, key, null));
        return decide(request, keyPolicy(NO_STATEMENT), GrantSource.NONE) instanceof Decision.Denied denied
                ? CommonError.ACCESS_DENIED.because("%s", denied.message())
                : CommonError.ACCESS_DENIED.unexplained();
    }

    /// By what grants may name the caller.
    private List<String> names() {
        var caller = standing.requester();
        var account = new Requester.Root(caller.account()).arn();
        return switch (caller) {
            case Requester.User user -> List.of(user.arn(), user.id(), account);
            case Requester.RoleSession session -> List.of(session.arn(), session.roleArn(), session.roleId(), account);
            default -> List.of(caller.arn(), account);
        };
    }

    private Decision decide(AccessRequest request, @Nullable NamedPolicy keyPolicy, GrantSource grants) {
        var policies = standing.policies().withResource(keyPolicy);
        return checks.add(request, policies, Authorization.decide(request, policies, grants));
    }

    private AccessRequest request(
            String action,
            String resource,
            String account,
            Facts facts,
            boolean withContext,
            KeyContext.@Nullable About about) {
        var said = facts.read(withContext, global);
        return new AccessRequest(
                standing.requester(),
                "kms:" + action,
                resource,
                account,
                new DecisionContext(said, new KeyContext(global, account, about)));
    }

    private KeyContext.About about(String action, Key key, @Nullable BooleanSupplier sameKey) {
        return new KeyContext.About(
                KeyProperties.of(key),
                () -> view.in(key.account(), key.region()).aliasesOf(key.id()).values().stream()
                        .map(Alias::name)
                        .toList(),
                key.tags(),
                GRANT_ACTIONS.contains(action) ? false : null,
                sameKey,
                ENDINGS_OF_USE.contains(action) ? unusedDays(key) : null);
    }

    /// Since the last use; without one, since the key was made or since uses are known.
    private long unusedDays(Key key) {
        var last = uses.last(key);
        var known = uses.trackedSince();
        var since = last != null ? last.at() : known.isAfter(key.created()) ? known : key.created();
        return Math.max(0, Duration.between(since, global.now()).toDays());
    }

    private NamedPolicy keyPolicy(String text) {
        return new NamedPolicy("default", compiled.get(PolicyKind.KEY, text));
    }

    private GrantSource grantsOn(Key key) {
        var grants = view.grants(key.region());
        return grantee ->
                grants.onFor(key, grantee).values().stream().map(Grant::asTerms).toList();
    }
}
