package claviger.sts;

import claviger.call.AwsException;
import claviger.call.CommonError;
import claviger.call.HttpRequest;
import claviger.iam.answer.Tag;
import claviger.policy.AccessRequest;
import claviger.policy.Authorization;
import claviger.policy.DecisionContext;
import claviger.policy.NamedPolicy;
import claviger.policy.Policies;
import claviger.policy.PolicyCache;
import claviger.policy.PolicyKind;
import claviger.policy.Requester;
import claviger.sts.StsNeeds.Wish;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Where the one operation that nobody signs must ask leave: the web identity token that comes with
/// it is the proof, and the role's trust policy decides.
///
/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html>
public final class WebIdentityGate {

    private static final String ACTION = "sts:AssumeRoleWithWebIdentity";

    private final PolicyCache compiled;
    private final SessionTokens tokens;
    private final WebIdentities identities;
    private final InstantSource clock;
    private final InstantSource wallClock;

    /// @param clock the server's, by which policies tell the time
    /// @param wallClock the time of day, by which sessions begin and end
    public WebIdentityGate(
            PolicyCache compiled,
            SessionTokens tokens,
            WebIdentities identities,
            InstantSource clock,
            InstantSource wallClock) {
        this.compiled = compiled;
        this.tokens = tokens;
        this.identities = identities;
        this.clock = clock;
        this.wallClock = wallClock;
    }

    /// @param proved is told who asks, as soon as that is proved and before anything is decided
    /// @throws AwsException InvalidIdentityToken, ExpiredTokenException or IDPCommunicationError if
    ///     the token proves nobody, AccessDenied if the role does not trust whom it proves
    public StsLeave admit(
            StsNeeds.WebIdentityTrust needs,
            HttpRequest http,
            String region,
            StsState state,
            Consumer<WebIdentity> proved) {
        var roleArn = needs.roleArn();
        var account = RoleArns.account(roleArn);
        var there = state.identities(account);
        var identity = identities.prove(needs.webIdentityToken(), account, there);
        proved.accept(identity);
        var role = there.roles().named(RoleArns.name(roleArn));
        if (role == null || !role.arn().equals(roleArn)) {
            throw refused(ACTION);
        }
        var wish = wish(needs.wish(), identity);
        var context = new DecisionContext(
                StsFacts.of(wish, http), new WebIdentityContext(identity, role, http, region, clock.instant()));
        var request = new AccessRequest(
                new Requester.WebIdentity(account, identity.providerArn()), ACTION, roleArn, account, context);
        var policies = Policies.NONE.withResource(
                new NamedPolicy("trust", compiled.get(PolicyKind.TRUST, role.trustPolicy())));
        for (var action : actions(identity)) {
            if (!Authorization.decideTrust(request.withAction(action), policies).isAllowed()) {
                throw refused(action);
            }
        }
        var now = wallClock.instant().truncatedTo(ChronoUnit.SECONDS);
        return new StsLeave(null, now, role, identity, null, tokens, state);
    }

    private static Wish wish(Wish asked, WebIdentity identity) {
        var tags = new ArrayList<Tag>();
        identity.tags().forEach((key, value) -> tags.add(new Tag(key, value)));
        return new Wish(
                asked.name(),
                asked.durationSeconds(),
                tags,
                identity.transitiveTagKeys(),
                null,
                identity.sourceIdentity(),
                null);
    }

    private static List<String> actions(WebIdentity identity) {
        var actions = new ArrayList<>(List.of(ACTION));
        if (!identity.tags().isEmpty()) {
            actions.add("sts:TagSession");
        }
        if (identity.sourceIdentity() != null) {
            actions.add("sts:SetSourceIdentity");
        }
        return actions;
    }

    private static AwsException refused(String action) {
        return CommonError.ACCESS_DENIED.because("Not authorized to perform %s", action);
    }
}
