package claviger.kms;

import claviger.call.AwsException;
import claviger.call.Caller;
import claviger.call.Checks;
import claviger.call.CommonError;
import claviger.call.HttpRequest;
import claviger.call.Region;
import claviger.iam.GlobalKeys;
import claviger.iam.Standing;
import claviger.kms.Needs.KeyNeed;
import claviger.kms.Needs.Subject;
import claviger.policy.Decision;
import claviger.policy.PolicyCache;
import claviger.policy.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Where every operation must ask leave. In AWS's order: the resources are found, the caller's right is
/// decided, and only then usage and state of the keys are looked at.
public final class Gate {

    private final GrantTokens tokens;
    private final KeyRings rings;
    private final KeyClock clock;
    private final KeyUses uses;
    private final PolicyCache compiled;
    private final String organization;

    /// @param organization the id of the installation's one organization
    public Gate(
            GrantTokens tokens,
            KeyRings rings,
            KeyClock clock,
            KeyUses uses,
            PolicyCache compiled,
            String organization) {
        this.tokens = tokens;
        this.rings = rings;
        this.clock = clock;
        this.uses = uses;
        this.compiled = compiled;
        this.organization = organization;
    }

    /// @param operation the name of the operation, and of the action after `kms:`
    /// @param checks gets what is asked of the policies
    /// @throws AwsException if leave is refused
    public Leave admit(
            String operation, Caller caller, HttpRequest http, String region, Needs needs, View view, Checks checks) {
        var standing = Standing.of(caller, view.identities(caller.account()), compiled);
        var global = new GlobalKeys(caller, standing, http, region, clock.instant(), organization);
        var authority = new Authority(global, view, compiled, uses, checks);
        return new Call(operation, caller, region, view, authority).admit(needs);
    }

    /// One call at the gate.
    private final class Call {
        private final String operation;
        private final Caller caller;
        private final String region;
        private final View view;
        private final Authority authority;
        private final List<Key> keys = new ArrayList<>();
        private @Nullable Grant grant;
        private @Nullable String permittingGrant;

        Call(String operation, Caller caller, String region, View view, Authority authority) {
            this.operation = operation;
            this.caller = caller;
            this.region = region;
            this.view = view;
            this.authority = authority;
        }

        Leave admit(Needs needs) {
            if (needs.principal() != null) {
                permitOnPrincipal(needs.principal());
            }
            var alias = alias(needs.alias());
            for (var need : needs.keys()) {
                keys.add(key(need, needs));
            }
            for (var need : needs.general()) {
                var action = need.action() == null ? operation : need.action();
                var first = keys.isEmpty() ? null : keys.getFirst();
                var there = need.region() == null ? region : need.region();
                permit(authority.in(there).onNothing(action, need, first));
            }
            needs.grantTokens().forEach(this::refuseUnlessOfAGrant);
            for (int i = 0; i < keys.size(); i++) {
                check(keys.get(i), needs.keys().get(i));
            }
            return new Leave(
                    caller, region, clock, view, authority, alias, List.copyOf(keys), grant, permittingGrant, rings);
        }

        @Nullable
        Alias alias(Needs.@Nullable AliasNeed need) {
            if (need == null) {
                return null;
            }
            if (Alias.isReserved(need.name())) {
                throw KmsError.NOT_AUTHORIZED.unexplained();
            }
            var arn = Alias.arn(caller.account(), region, need.name());
            permit(authority.onAlias(operation, caller.account(), arn));
            var alias = view.in(caller.account(), region).alias(need.name());
            if (alias == null && need.mustExist()) {
                throw KmsError.NOT_FOUND.because("Alias %s is not found.", arn);
            }
            return alias;
        }

        Key key(KeyNeed need, Needs all) {
            var action = need.action() == null ? operation : need.action();
            return switch (need.subject()) {
                case Subject.Named(var text, var aliasesToo) -> named(action, text, aliasesToo, need, all);
                case Subject.OfCiphertext(var identity) -> {
                    var key = identity.partition().equals(Region.partition(region))
                            ? view.in(identity.account(), region).key(identity.keyId())
                            : null;
                    if (key == null || !onKey(action, key, need, all, null).isAllowed()) {
                        throw CommonError.ACCESS_DENIED.because(
                                "The ciphertext refers to a customer master key that does not exist, does not exist"
                                        + " in this region, or you are not allowed to access.");
                    }
                    yield key;
                }
                case Subject.OfGrantToken(var token) -> retirable(grantOf(token));
                case Subject.OfGrant(var text, var grantId) -> retirable(grantOn(action, text, grantId));
                case Subject.AliasTarget(var name) -> named(action, name, true, need, all);
                case Subject.ReplicaIn(var other) -> {
                    var primary = keys.getFirst();
                    var replica = view.in(primary.account(), other).key(primary.id());
                    if (replica == null) {
                        throw KmsError.NOT_FOUND.because(
                                "Key '%s' does not exist", Key.arn(primary.account(), other, primary.id()));
                    }
                    permit(onKey(action, replica, need, all, null));
                    yield replica;
                }
            };
        }

        private Key named(String action, String text, boolean aliasesToo, KeyNeed need, Needs all) {
            var reference = aliasesToo
                    ? KeyReference.parse(text, caller.account(), region)
                    : KeyReference.parseId(text, caller.account(), region);
            return switch (reference) {
                case KeyReference.ById(var account, var _, var id) -> {
                    var key = view.in(account, region).key(id);
                    var arn = Key.arn(account, region, id);
                    if (key == null) {
                        throw missing(action, account, arn, "Key '" + arn + "' does not exist");
                    }
                    permit(onKey(action, key, need, all, null));
                    yield key;
                }
                case KeyReference.ByAlias(var account, var _, var name) -> {
                    var owned = view.in(account, region);
                    var alias = owned.alias(name);
                    var key = alias == null ? null : owned.key(alias.targetKeyId());
                    if (key == null) {
                        var arn = Alias.arn(account, region, name);
                        throw missing(action, account, arn, "Alias " + arn + " is not found.");
                    }
                    var decision = onKey(action, key, need, all, need.subject() instanceof Subject.Named ? name : null);
                    if (!decision.isAllowed() && !account.equals(caller.account())) {
                        // A stranger who names an alias must not learn the key behind it.
                        permit(authority.onStranger(action, account, Alias.arn(account, region, name)));
                    }
                    permit(decision);
                    yield key;
                }
            };
        }

        private Decision onKey(String action, Key key, KeyNeed need, Needs all, @Nullable String requestAlias) {
            // In its own Region, which is another than the request's for a replica there.
            var decision = authority
                    .in(key.region())
                    .onKey(action, key, need.facts(), requestAlias, staysUnderKey(action, key, all));
            if (decision instanceof Decision.Allowed(Reason.ByGrant(var id))) {
                permittingGrant = id;
            }
            return decision;
        }

        /// Whether what is encrypted anew stays under its key, `null` for other actions. The destination is looked up
        /// before it is decided on, and nobody learns of that.
        private @Nullable BooleanSupplier staysUnderKey(String action, Key key, Needs all) {
            return switch (action) {
                case "ReEncryptFrom" ->
                    () -> all.keys().getLast().subject() instanceof Subject.Named(var text, var _)
                            && isNamed(key, text);
                case "ReEncryptTo" -> () -> key.equals(keys.getFirst());
                default -> null;
            };
        }

        private boolean isNamed(Key key, String text) {
            try {
                return switch (KeyReference.parse(text, caller.account(), region)) {
                    case KeyReference.ById(var account, var _, var id) ->
                        key.equals(view.in(account, region).key(id));
                    case KeyReference.ByAlias(var account, var _, var name) -> {
                        var alias = view.in(account, region).alias(name);
                        yield alias != null
                                && key.equals(view.in(account, region).key(alias.targetKeyId()));
                    }
                };
            } catch (AwsException noName) {
                return false;
            }
        }

        /// The key of a grant that the caller may retire.
        private Key retirable(Grant found) {
            var key = view.in(found.account(), region).key(found.keyId());
            if (key == null) {
                throw new IllegalStateException("a grant on no key: " + found.rowId());
            }
            permit(authority.toRetire(found, key));
            grant = found;
            return key;
        }

        private Grant grantOf(String token) {
            var found = tokens.find(view, region, token);
            if (found == null) {
                throw KmsError.INVALID_GRANT_TOKEN.unexplained();
            }
            return found;
        }

        private Grant grantOn(String action, String text, String grantId) {
            var named = KeyReference.parseId(text, caller.account(), region);
            var arn = Key.arn(named.account(), region, named.id());
            if (view.in(named.account(), region).key(named.id()) == null) {
                throw missing(action, named.account(), arn, "Key '" + arn + "' does not exist");
            }
            var found = view.grants(region).find(named.account(), named.id(), grantId);
            if (found == null) {
                throw missing(action, named.account(), arn, "Grant ID " + grantId + " not found");
            }
            return found;
        }

        /// A genuine token gives nothing by itself: the grant must be the caller's.
        private void refuseUnlessOfAGrant(String token) {
            var arn = grantOf(token).keyArn();
            if (keys.stream().noneMatch(key -> key.arn().equals(arn))) {
                throw KmsError.INVALID_GRANT_TOKEN.unexplained();
            }
        }

        private void permitOnPrincipal(String principal) {
            var owner = Principals.account(Principals.checked(principal, region));
            permit(authority.onPrincipal(operation, principal, owner == null ? "" : owner));
        }

        /// The owner is told what is missing; nobody else learns whether it was ever there.
        private AwsException missing(String action, String owner, String arn, String words) {
            if (!owner.equals(caller.account())) {
                permit(authority.onStranger(action, owner, arn));
            }
            return KmsError.NOT_FOUND.because("%s", words);
        }

        private static void permit(Decision decision) {
            if (decision instanceof Decision.Denied denied) {
                throw CommonError.ACCESS_DENIED.because("%s", denied.message());
            }
        }

        void check(Key key, KeyNeed need) {
            if (need.usage() != null && key.usage() != need.usage()) {
                throw KmsError.INVALID_KEY_USAGE.because(
                        "%s key usage is %s which is not valid for %s.", key.arn(), key.usage(), operation);
            }
            need.kind().check(key);
            var state = key.stateAt(clock.instant());
            if (!need.states().contains(state)) {
                // Disabled has an exception of its own; every other state shares one.
                var error = state == KeyState.DISABLED ? KmsError.DISABLED : KmsError.INVALID_STATE;
                throw error.because("%s %s", key.arn(), state.words());
            }
        }
    }
}
