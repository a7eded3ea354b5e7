package claviger.explain;

import claviger.call.Caller;
import claviger.call.Caller.Session;
import claviger.iam.Principal;
import claviger.iam.Role;
import claviger.kms.Hypothesis;
import claviger.kms.Key;
import claviger.kms.KeyAction;
import claviger.kms.View;
import claviger.policy.NamedPrincipal;
import claviger.policy.Prospect;
import claviger.policy.Requester;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;

/// Everybody who might use a key: the root user, users and roles of every account, and besides them
/// whom only the key policy or a grant names, such as a service or one session of a role.
final class Candidates {

    private final View view;
    private final Key key;
    private final NavigableMap<String, Candidate> byName = new TreeMap<>();

    /// @param name the ARN, of a service its name
    /// @param prospects what it could do
    record Candidate(String name, String type, BiFunction<Hypothesis, KeyAction, Prospect> prospects) {

        Prospect prospect(Hypothesis hypothesis, KeyAction action) {
            return prospects.apply(hypothesis, action);
        }
    }

    private Candidates(View view, Key key) {
        this.view = view;
        this.key = key;
    }

    /// By their names.
    ///
    /// @param byPolicy whom the key policy names
    static NavigableMap<String, Candidate> of(View view, Key key, Set<NamedPrincipal> byPolicy) {
        var candidates = new Candidates(view, key);
        var named = new HashSet<>(byPolicy);
        named.addAll(candidates.grantees());
        candidates.addAccounts(named);
        named.forEach(candidates::addNamed);
        return candidates.byName;
    }

    private Set<NamedPrincipal> grantees() {
        var named = new HashSet<NamedPrincipal>();
        for (var grant : view.grants(key.region()).on(key).values()) {
            var grantee = grant.terms().grantee();
            var read = NamedPrincipal.of(grantee.startsWith("arn:") ? "AWS" : "Service", grantee);
            if (read != null) {
                named.add(read);
            }
        }
        return named;
    }

    private void addAccounts(Set<NamedPrincipal> named) {
        var accounts = view.accountIds();
        for (var each : named) {
            // In development, every account is there.
            if (each instanceof NamedPrincipal.Account(var account) && view.hasAccount(account)) {
                accounts.add(account);
            }
        }
        accounts.removeIf(String::isEmpty);
        accounts.forEach(this::addAccount);
    }

    private void addAccount(String account) {
        var root = new Requester.Root(account).arn();
        add(root, "Root", new Principal(account, root, account, Caller.Type.ROOT, null), false);
        var identities = view.identities(account);
        for (var user : identities.users().byName().values()) {
            add(user.arn(), "User", new Principal(account, user.arn(), user.id(), Caller.Type.IAM_USER, null), false);
        }
        for (var role : identities.roles().byName().values()) {
            // No session has this name, so that no policy names just this one.
            add(role.arn(), "Role", session(role, "*"), true);
        }
    }

    private void addNamed(NamedPrincipal principal) {
        switch (principal) {
            case NamedPrincipal.Service(var name) ->
                byName.put(
                        name,
                        new Candidate(name, "Service", (hypothesis, action) -> hypothesis.prospect(name, action)));
            case NamedPrincipal.RoleSession(var arn) -> addSession(arn);
            case NamedPrincipal.FederatedUser(var arn) -> addFederated(arn);
            default -> {}
        }
    }

    private void addSession(String arn) {
        var parts = arn.split("[:/]", -1);
        var role = view.identities(parts[4]).roles().named(parts[6]);
        if (role != null) {
            add(arn, "RoleSession", session(role, parts[7]), true);
        }
    }

    /// Who asks for the token is not known, so only what is given to the federated user by name
    /// counts.
    private void addFederated(String arn) {
        var parts = arn.split("[:/]", -1);
        var session = session(parts[6], "", "");
        add(
                arn,
                "FederatedUser",
                new Principal(parts[4], arn, parts[4] + ":" + parts[6], Caller.Type.FEDERATED_USER, session),
                true);
    }

    private static Principal session(Role role, String name) {
        var arn = new Requester.RoleSession(role.account(), role.arn(), role.id(), name).arn();
        return new Principal(
                role.account(),
                arn,
                role.id() + ":" + name,
                Caller.Type.ASSUMED_ROLE,
                session(name, role.arn(), role.id()));
    }

    private static Session session(String name, String issuerArn, String issuerId) {
        return new Session(
                name, issuerArn, issuerId, Instant.EPOCH, Instant.EPOCH, null, Map.of(), Set.of(), null, null, null);
    }

    private void add(String name, String type, Principal principal, boolean isSession) {
        byName.put(
                name,
                new Candidate(name, type, (hypothesis, action) -> hypothesis.prospect(principal, isSession, action)));
    }
}
