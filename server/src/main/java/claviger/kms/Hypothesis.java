package claviger.kms;

import claviger.call.Caller;
import claviger.call.HttpRequest;
import claviger.crypto.Blob;
import claviger.iam.GlobalKeys;
import claviger.iam.Principal;
import claviger.iam.Standing;
import claviger.policy.AccessRequest;
import claviger.policy.Authorization;
import claviger.policy.ConditionKey;
import claviger.policy.ConditionKey.Family;
import claviger.policy.ContextValue;
import claviger.policy.Decision;
import claviger.policy.DecisionContext;
import claviger.policy.GrantSource;
import claviger.policy.NamedPolicy;
import claviger.policy.NamedPrincipal;
import claviger.policy.Policies;
import claviger.policy.PolicyCache;
import claviger.policy.PolicyKind;
import claviger.policy.Prospect;
import claviger.policy.RequestFacts;
import claviger.policy.Requester;
import claviger.policy.ServerContext;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What would be decided on a key, on one view of the state, for principals who do not ask now: for
/// whom anything may still be unknown, or for requests of the past. Decides nothing that counts.
public final class Hypothesis {

    private static final HttpRequest NO_REQUEST = new HttpRequest("POST", "/", List.of(), Blob.EMPTY, "", null);
    private static final RequestFacts NOTHING_SAID = new RequestFacts(Map.of(), Map.of(), Map.of());

    /// What only a request settles, whoever makes it.
    private static final Set<String> OF_REQUESTS = Set.of(
            "aws:currenttime",
            "aws:epochtime",
            "aws:multifactorauthage",
            "aws:multifactorauthpresent",
            "aws:referer",
            "aws:securetransport",
            "aws:sourceip",
            "aws:tokenissuetime",
            "aws:useragent");

    /// What only a session settles.
    private static final Set<String> OF_SESSIONS = Set.of("aws:federatedprovider", "aws:sourceidentity", "aws:userid");

    private final View view;
    private final Key key;
    private final PolicyCache compiled;
    private final String organization;
    private final Instant now;

    public Hypothesis(View view, Key key, PolicyCache compiled, String organization, Instant now) {
        this.view = view;
        this.key = key;
        this.compiled = compiled;
        this.organization = organization;
        this.now = now;
    }

    /// Whom the key policy names.
    public Set<NamedPrincipal> named() {
        return keyPolicy(key.policy()).policy().principals();
    }

    /// Whether somebody could do something with the key.
    ///
    /// @param anySession whether any session of the role is meant
    public Prospect prospect(Principal principal, boolean anySession, KeyAction action) {
        var standing = standing(principal);
        var global = new GlobalKeys(principal, standing, NO_REQUEST, key.region(), now, organization);
        var server = new KeyContext(global, key.account(), about(action.operation()));
        return Prospect.of(
                request(standing.requester(), action.action(), NOTHING_SAID, server),
                standing.policies().withResource(keyPolicy(key.policy())),
                grants(),
                condition -> isKnown(condition, action, anySession));
    }

    /// The same for a service, for itself.
    public Prospect prospect(String service, KeyAction action) {
        var nobody = new Principal("", "", "", Caller.Type.ROOT, null);
        var global = new GlobalKeys(
                nobody,
                new Standing(new Requester.Root(""), Policies.NONE, Map.of()),
                NO_REQUEST,
                key.region(),
                now,
                organization);
        var onKey = new KeyContext(global, key.account(), about(action.operation()));
        return Prospect.of(
                request(
                        new Requester.Service("", service),
                        action.action(),
                        NOTHING_SAID,
                        condition -> isOfKey(condition) ? onKey.known(condition) : null),
                Policies.NONE.withResource(keyPolicy(key.policy())),
                grants(),
                condition ->
                        !action.maySay(condition, key.spec()) && (isOfKey(condition) || isOfIdentities(condition)));
    }

    /// The decision on a request of the past as it would be under a key policy, with all else as it
    /// is today.
    ///
    /// @param action such as `kms:Decrypt`
    /// @param http of the request, as far as decisions read it
    /// @param at when it was
    /// @param said what it said to conditions, whether or not with its user agent
    /// @param remembered what the server knew of it and can know no more, by condition keys in
    ///     lower case
    /// @param policy a key policy as it is kept
    public Decision decide(
            Principal principal,
            String action,
            HttpRequest http,
            Instant at,
            RequestFacts said,
            Map<String, String> remembered,
            String policy) {
        var standing = standing(principal);
        var global = new GlobalKeys(principal, standing, http, key.region(), at, organization);
        var today = new KeyContext(global, key.account(), about(action.substring("kms:".length())));
        ServerContext server = condition -> remembered.containsKey(condition.name())
                ? new ContextValue.Single(remembered.get(condition.name()))
                : today.known(condition);
        var parameters = new HashMap<>(said.parameters());
        global.addTo(parameters);
        var all = new RequestFacts(said.encryptionContext(), said.tags(), parameters);
        return Authorization.decide(
                request(standing.requester(), action, all, server),
                standing.policies().withResource(keyPolicy(policy)),
                grants());
    }

    private Standing standing(Principal principal) {
        return Standing.of(principal, view.identities(principal.account()), compiled);
    }

    private AccessRequest request(Requester requester, String action, RequestFacts said, ServerContext server) {
        return new AccessRequest(requester, action, key.arn(), key.account(), new DecisionContext(said, server));
    }

    private KeyContext.About about(String operation) {
        return new KeyContext.About(
                KeyProperties.of(key),
                () -> List.copyOf(
                        view.in(key.account(), key.region()).aliasesOf(key.id()).keySet()),
                key.tags(),
                Authority.GRANT_ACTIONS.contains(operation) ? false : null,
                null,
                null);
    }

    private boolean isKnown(ConditionKey condition, KeyAction action, boolean anySession) {
        // A session may have tags of its own.
        boolean hangsOnSession = OF_SESSIONS.contains(condition.name()) || condition.family() == Family.PRINCIPAL_TAG;
        return !OF_REQUESTS.contains(condition.name())
                && !(anySession && hangsOnSession)
                && !action.maySay(condition, key.spec());
    }

    /// What of a service's request is known, since it is the key's.
    private static boolean isOfKey(ConditionKey condition) {
        return switch (condition.name()) {
            case "kms:calleraccount", "kms:viaservice" -> false;
            case "aws:requestedregion", "aws:resourceaccount" -> true;
            default ->
                condition.family() == Family.RESOURCE_TAG || condition.name().startsWith("kms:");
        };
    }

    /// What a service never has.
    private static boolean isOfIdentities(ConditionKey condition) {
        return switch (condition.name()) {
            case "aws:principalarn", "aws:username", "aws:userid" -> true;
            default -> condition.family() == Family.PRINCIPAL_TAG;
        };
    }

    private NamedPolicy keyPolicy(String text) {
        return new NamedPolicy("default", compiled.get(PolicyKind.KEY, text));
    }

    private GrantSource grants() {
        var grants = view.grants(key.region());
        return grantee ->
                grants.onFor(key, grantee).values().stream().map(Grant::asTerms).toList();
    }
}
