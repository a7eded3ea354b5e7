package claviger.iam;

import claviger.call.Caller;
import claviger.call.Checks;
import claviger.call.CommonError;
import claviger.call.HttpRequest;
import claviger.call.Noun;
import claviger.crypto.Randomness;
import claviger.custody.Custody;
import claviger.iam.IamNeeds.Subject;
import claviger.policy.AccessRequest;
import claviger.policy.Authorization;
import claviger.policy.Decision;
import claviger.policy.DecisionContext;
import claviger.policy.GrantSource;
import claviger.policy.PolicyCache;
import claviger.policy.RequestFacts;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where every operation of IAM must ask leave: the resource is found, the caller's right is
/// decided, and only then is told whether the resource exists.
public final class IamGate {

    private final PolicyCache compiled;
    private final String organization;
    private final Custody custody;
    private final Randomness random;
    private final InstantSource clock;
    private final InstantSource wallClock;

    /// @param organization the id of the installation's one organization
    /// @param clock the server's, by which things are made
    /// @param wallClock the time of day, by which the codes of MFA devices are made
    public IamGate(
            PolicyCache compiled,
            String organization,
            Custody custody,
            Randomness random,
            InstantSource clock,
            InstantSource wallClock) {
        this.compiled = compiled;
        this.organization = organization;
        this.custody = custody;
        this.random = random;
        this.clock = clock;
        this.wallClock = wallClock;
    }

    /// @param operation the name of the operation, and of the action after `iam:`
    /// @param state of the caller's account
    /// @param checks gets what is asked of the policies
    /// @throws claviger.call.AwsException AccessDenied if leave is refused, NoSuchEntity if
    /// what it is on is not there
    public IamLeave admit(
            String operation,
            Caller caller,
            HttpRequest http,
            String region,
            IamNeeds needs,
            IamState state,
            Checks checks) {
        var found = find(needs.subject(), caller, state.identities());
        var standing = Standing.of(caller, state.identities(), compiled);
        var global = new GlobalKeys(caller, standing, http, region, clock.instant(), organization);
        permit("iam:" + operation, needs, found, global, checks);
        if (found.missing() != null) {
            throw IamError.NO_SUCH_ENTITY.because("%s", found.missing());
        }
        return new IamLeave(caller, clock.instant(), wallClock.instant(), state, found.noun(), custody, random);
    }

    /// What a call is on.
    ///
    /// @param resource as a decision and a refusal name it
    /// @param noun `null` if there is none, or none is needed
    /// @param missing AWS's words for that it does not exist, `null` if it does or need not
    private record Found(
            String resource, @Nullable Noun noun, @Nullable String missing) {

        static Found of(Named noun) {
            return new Found(noun.arn(), noun, null);
        }

        static Found named(@Nullable Named noun, String account, String kind, String name) {
            return noun != null
                    ? of(noun)
                    : new Found(Named.arn(account, kind, "/", name), null, Missing.of(kind, name));
        }
    }

    private static Found find(Subject subject, Caller caller, Identities identities) {
        var account = caller.account();
        return switch (subject) {
            case Subject.Unseen(var resource) -> new Found(resource(account, resource), null, null);
            case Subject.OfUser(var name) when name == null -> ofCaller(caller, identities);
            case Subject.OfUser(var name) ->
                Found.named(identities.users().named(Objects.requireNonNull(name)), account, "user", name);
            case Subject.OfGroup(var name) -> Found.named(identities.groups().named(name), account, "group", name);
            case Subject.OfRole(var name) -> Found.named(identities.roles().named(name), account, "role", name);
            case Subject.OfPolicy(var arn, var toChange) -> {
                var policy = identities.policy(Attachments.checked(arn));
                yield policy != null ? Found.of(policy) : new Found(arn, null, Missing.policy(arn));
            }
            case Subject.OfArn(var arn) -> new Found(arn, identities.get(arn), null);
        };
    }

    /// A list of managed policies has no ARN: AWS calls it `policy path /`.
    private static String resource(String account, String named) {
        return named.equals("*") || named.contains(" ") ? named : "arn:aws:iam::" + account + ":" + named;
    }

    private static Found ofCaller(Caller caller, Identities identities) {
        return switch (caller.type()) {
            case ROOT -> new Found(caller.arn(), null, null);
            case IAM_USER ->
                Found.named(
                        identities.users().get(caller.principalId()),
                        caller.account(),
                        "user",
                        String.valueOf(caller.userName()));
            case ASSUMED_ROLE, FEDERATED_USER ->
                throw CommonError.VALIDATION.because("Must specify userName when calling with non-User credentials");
        };
    }

    private static void permit(String action, IamNeeds needs, Found found, GlobalKeys global, Checks checks) {
        var standing = global.standing();
        var context = new DecisionContext(said(needs, global), new IamContext(global, found.noun(), needs));
        // Of what is AWS's own nobody is the owner who could change it.
        var owner = isToChangeAwsOwn(needs.subject()) ? "aws" : owner(found.resource(), global);
        var request = new AccessRequest(standing.requester(), action, found.resource(), owner, context);
        var decision = Authorization.decide(request, standing.policies(), GrantSource.NONE);
        if (checks.add(request, standing.policies(), decision) instanceof Decision.Denied denied) {
            throw CommonError.ACCESS_DENIED.because("%s", denied.message());
        }
    }

    private static RequestFacts said(IamNeeds needs, GlobalKeys global) {
        var parameters = new HashMap<>(needs.parameters());
        global.addTo(parameters);
        return new RequestFacts(Map.of(), needs.tags(), parameters);
    }

    /// The account of what is asked for. AWS's own managed policies are everybody's.
    private static String owner(String resource, GlobalKeys global) {
        var parts = resource.split(":", 6);
        return parts.length == 6 && !parts[4].equals("aws")
                ? parts[4]
                : global.caller().account();
    }

    /// Nobody may change what is AWS's.
    private static boolean isToChangeAwsOwn(Subject subject) {
        return subject instanceof Subject.OfPolicy(var arn, var toChange)
                && toChange
                && arn.startsWith("arn:aws:iam::aws:");
    }
}
