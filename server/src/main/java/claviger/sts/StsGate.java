package claviger.sts;

import claviger.call.AwsException;
import claviger.call.Caller;
import claviger.call.CommonError;
import claviger.call.HttpRequest;
import claviger.iam.GlobalKeys;
import claviger.iam.MfaDevice;
import claviger.iam.Role;
import claviger.iam.Standing;
import claviger.policy.AccessRequest;
import claviger.policy.Authorization;
import claviger.policy.Decision;
import claviger.policy.DecisionContext;
import claviger.policy.GrantSource;
import claviger.policy.NamedPolicy;
import claviger.policy.PolicyCache;
import claviger.policy.PolicyKind;
import claviger.sts.StsNeeds.Wish;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where every operation of STS must ask leave.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access.html>
public final class StsGate {

    private final PolicyCache compiled;
    private final String organization;
    private final SessionTokens tokens;
    private final MfaChecks mfa;
    private final InstantSource clock;
    private final InstantSource wallClock;

    /// @param organization the id of the installation's one organization
    /// @param clock the server's, by which policies tell the time
    /// @param wallClock the time of day, by which sessions begin and end
    public StsGate(
            PolicyCache compiled,
            String organization,
            SessionTokens tokens,
            MfaChecks mfa,
            InstantSource clock,
            InstantSource wallClock) {
        this.compiled = compiled;
        this.organization = organization;
        this.tokens = tokens;
        this.mfa = mfa;
        this.clock = clock;
        this.wallClock = wallClock;
    }

    /// Who asks, with which request, on which state.
    public record Asked(Caller caller, HttpRequest http, String region, StsState state) {}

    /// @param operation the name of the operation, and of the action after `sts:`
    /// @throws AwsException AccessDenied if leave is refused
    public StsLeave admit(String operation, StsNeeds needs, Asked asked) {
        SessionRules.check(operation, asked.caller());
        var now = wallClock.instant().truncatedTo(ChronoUnit.SECONDS);
        return switch (needs) {
            case StsNeeds.Nothing _ -> leave(asked, now, null, null);
            case StsNeeds.OfOneself(var code) ->
                leave(asked, now, null, mfa.shown(asked.caller(), code, asked.state(), now));
            case StsNeeds.Permission(var resource, var wish) -> {
                permit(operation, resource, wish, asked);
                yield leave(asked, now, null, null);
            }
            case StsNeeds.WebIdentityTrust _ -> throw new IllegalArgumentException("nobody signs for it");
            case StsNeeds.Trust(var roleArn, var wish) -> trusted(operation, roleArn, wish, asked, now);
        };
    }

    private StsLeave leave(Asked asked, Instant now, @Nullable Role role, @Nullable MfaDevice used) {
        return new StsLeave(asked.caller(), now, role, null, used, tokens, asked.state());
    }

    private GlobalKeys global(Asked asked) {
        var caller = asked.caller();
        var standing = Standing.of(caller, asked.state().identities(caller.account()), compiled);
        return new GlobalKeys(caller, standing, asked.http(), asked.region(), clock.instant(), organization);
    }

    private void permit(String operation, String resource, Wish wish, Asked asked) {
        var global = global(asked);
        var account = asked.caller().account();
        var arn = resource.equals("*") ? resource : "arn:aws:sts::" + account + ":" + resource;
        var context = new DecisionContext(StsFacts.of(wish, global), new StsContext(global, account, Map.of(), false));
        var request = new AccessRequest(global.standing().requester(), "sts:" + operation, arn, account, context);
        refuseUnlessIdentityAllows(request, global);
        if (!wish.tags().isEmpty()) {
            refuseUnlessIdentityAllows(request.withAction("sts:TagSession"), global);
        }
    }

    private static void refuseUnlessIdentityAllows(AccessRequest request, GlobalKeys global) {
        if (global.caller().isRoot()) {
            return; // who has every permission of its account
        }
        var decision = Authorization.decide(request, global.standing().policies(), GrantSource.NONE);
        if (decision instanceof Decision.Denied(var _, var _, var message)) {
            throw CommonError.ACCESS_DENIED.because("%s", message);
        }
    }

    private StsLeave trusted(String operation, String roleArn, Wish wish, Asked asked, Instant now) {
        var caller = asked.caller();
        var account = RoleArns.account(roleArn);
        var shown = mfa.shown(caller, wish.mfa(), asked.state(), now);
        var role = asked.state().identities(account).roles().named(RoleArns.name(roleArn));
        // One that is not there, or has another path, is refused as one that does not trust.
        if (role == null || !role.arn().equals(roleArn)) {
            throw refused(caller, "sts:" + operation, roleArn);
        }
        var global = global(asked);
        var context = new DecisionContext(
                StsFacts.of(wish, global), new StsContext(global, account, role.tags(), shown != null));
        var policies = global.standing()
                .policies()
                .withResource(new NamedPolicy("trust", compiled.get(PolicyKind.TRUST, role.trustPolicy())));
        var request = new AccessRequest(global.standing().requester(), "sts:" + operation, roleArn, account, context);
        for (var action : StsFacts.actions(operation, wish, caller)) {
            if (!Authorization.decideTrust(request.withAction(action), policies).isAllowed()) {
                throw refused(caller, action, roleArn);
            }
        }
        return leave(asked, now, role, shown);
    }

    /// One text for every reason, so that nobody learns which roles there are.
    private static AwsException refused(Caller caller, String action, String roleArn) {
        return CommonError.ACCESS_DENIED.because(
                "User: %s is not authorized to perform: %s on resource: %s", caller.arn(), action, roleArn);
    }
}
