package claviger.kms;

import claviger.call.AwsException;
import claviger.call.Caller;
import claviger.call.CommonError;
import claviger.call.Decision;
import claviger.call.Region;
import claviger.kms.Needs.KeyNeed;
import claviger.kms.Needs.Subject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where every operation must ask leave. In AWS's order: the resources are found, the caller's right is
/// decided, and only then usage and state of the keys are looked at.
public final class Gate {

    private final Authorizer authorizer;
    private final GrantTokens tokens;
    private final KeyRings rings;
    private final KeyClock clock;

    public Gate(Authorizer authorizer, GrantTokens tokens, KeyRings rings, KeyClock clock) {
        this.authorizer = authorizer;
        this.tokens = tokens;
        this.rings = rings;
        this.clock = clock;
    }

    /// @param operation the name of the operation, and of the action after `kms:`
    /// @throws AwsException if leave is refused
    public Leave admit(String operation, Caller caller, String region, Needs needs, View view) {
        var call = new Call(operation, caller, region, view);
        if (needs.principal() != null) {
            call.permitOnPrincipal(needs.principal());
        } else if (needs.alias() == null && needs.keys().isEmpty()) {
            call.permit(operation, caller.account(), "");
        }
        var alias = call.alias(needs.alias());
        var keys = new ArrayList<Key>(needs.keys().size());
        for (var need : needs.keys()) {
            keys.add(call.key(need));
        }
        needs.grantTokens().forEach(token -> call.refuseUnlessOfAGrantOn(keys, token));
        for (int i = 0; i < keys.size(); i++) {
            call.check(keys.get(i), needs.keys().get(i));
        }
        return new Leave(caller, region, clock, view, alias, List.copyOf(keys), call.grant, rings);
    }

    /// One call at the gate.
    private final class Call {
        private final String operation;
        private final Caller caller;
        private final String region;
        private final View view;
        private @Nullable Grant grant;

        Call(String operation, Caller caller, String region, View view) {
            this.operation = operation;
            this.caller = caller;
            this.region = region;
            this.view = view;
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
            permit(operation, caller.account(), arn);
            var alias = view.in(caller.account(), region).alias(need.name());
            if (alias == null && need.mustExist()) {
                throw KmsError.NOT_FOUND.because("Alias %s is not found.", arn);
            }
            return alias;
        }

        Key key(KeyNeed need) {
            var action = need.action() == null ? operation : need.action();
            return switch (need.subject()) {
                case Subject.Named(var text, var aliasesToo) -> named(action, text, aliasesToo);
                case Subject.OfCiphertext(var identity) -> {
                    var key = identity.partition().equals(Region.partition(region))
                            ? view.in(identity.account(), region).key(identity.keyId())
                            : null;
                    if (key == null || !isAllowed(action, key)) {
                        throw CommonError.ACCESS_DENIED.because(
                                "The ciphertext refers to a customer master key that does not exist, does not exist"
                                        + " in this region, or you are not allowed to access.");
                    }
                    yield key;
                }
                case Subject.OfGrantToken(var token) -> retirable(action, grantOf(token));
                case Subject.OfGrant(var text, var grantId) -> retirable(action, grantOn(action, text, grantId));
                case Subject.AliasTarget(var name) -> named(action, name, true);
            };
        }

        private Key named(String action, String text, boolean aliasesToo) {
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
                    permit(action, account, arn);
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
                    // A stranger who names an alias must not learn the key behind it.
                    permit(
                            action,
                            account,
                            account.equals(caller.account()) ? key.arn() : Alias.arn(account, region, name));
                    yield key;
                }
            };
        }

        /// The key of a grant that the caller may retire.
        private Key retirable(String action, Grant found) {
            refuseIfDenied(authorizer.decideToRetire(caller, found), action, found.keyArn());
            var key = view.in(found.account(), region).key(found.keyId());
            if (key == null) {
                throw missing(action, found.account(), found.keyArn(), "Key '" + found.keyArn() + "' does not exist");
            }
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
        void refuseUnlessOfAGrantOn(List<Key> keys, String token) {
            var arn = grantOf(token).keyArn();
            if (keys.stream().noneMatch(key -> key.arn().equals(arn))) {
                throw KmsError.INVALID_GRANT_TOKEN.unexplained();
            }
        }

        void permitOnPrincipal(String principal) {
            var owner = Principals.account(Principals.checked(principal, region));
            permit(operation, owner == null ? "" : owner, principal);
        }

        /// The owner is told what is missing; nobody else learns whether it was ever there.
        private AwsException missing(String action, String owner, String arn, String words) {
            if (!owner.equals(caller.account())) {
                permit(action, owner, arn);
            }
            return KmsError.NOT_FOUND.because("%s", words);
        }

        private boolean isAllowed(String action, Key key) {
            return authorizer.decide(caller, "kms:" + action, key.account()) instanceof Decision.Allowed;
        }

        /// @param action without `kms:`
        /// @param resource the ARN, empty for none
        void permit(String action, String owner, String resource) {
            refuseIfDenied(authorizer.decide(caller, "kms:" + action, owner), action, resource);
        }

        private void refuseIfDenied(Decision decision, String action, String resource) {
            switch (decision) {
                case Decision.Allowed _ -> {}
                case Decision.Denied(var reason) ->
                    throw CommonError.ACCESS_DENIED.because(
                            "User: %s is not authorized to perform: kms:%s%s%s",
                            caller.arn(), action, resource.isEmpty() ? "" : " on resource: " + resource, reason);
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
