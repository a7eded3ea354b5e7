package claviger.iam;

import claviger.call.Caller;
import claviger.call.HttpRequest;
import claviger.policy.ConditionKey;
import claviger.policy.ContextValue;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The global condition keys that a server knows of a request, whatever service it is to. Nothing a request says gets
/// here: what is not known to the server is absent.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html>
///
/// @param region that the request was signed for
/// @param now by the clock of the service
/// @param organization the id of the installation's one organization, `o-…`
public record GlobalKeys(
        Principal caller, Standing standing, HttpRequest http, String region, Instant now, String organization) {

    /// Of who asks.
    public GlobalKeys(
            Caller caller, Standing standing, HttpRequest http, String region, Instant now, String organization) {
        this(Principal.of(caller), standing, http, region, now, organization);
    }

    /// The same for what the request makes happen in another Region.
    public GlobalKeys in(String other) {
        return new GlobalKeys(caller, standing, http, other, now, organization);
    }

    /// @param key one that is not said by requests
    /// @param resourceAccount that owns what the request is on
    /// @param resourceTags of what the request is on
    public @Nullable ContextValue known(ConditionKey key, String resourceAccount, Map<String, String> resourceTags) {
        var value = switch (key.family()) {
            case PRINCIPAL_TAG -> principalTag(key.member());
            case RESOURCE_TAG -> named(resourceTags, key.member());
            case SINGLE -> single(key.name(), resourceAccount);
            default -> null;
        };
        if (value != null) {
            return new ContextValue.Single(value);
        }
        return switch (key.name()) {
            case "aws:principalorgpaths", "aws:resourceorgpaths" ->
                new ContextValue.Multi(List.of(organization + "/r-root/"));
            default -> null;
        };
    }

    /// Puts what every request says of where it comes from, which nobody should trust, to what this one says.
    public void addTo(Map<String, ContextValue> parameters) {
        var userAgent = http.header("User-Agent");
        if (userAgent != null) {
            parameters.put("aws:useragent", new ContextValue.Single(userAgent));
        }
        var referer = http.header("Referer");
        if (referer != null) {
            parameters.put("aws:referer", new ContextValue.Single(referer));
        }
    }

    private @Nullable String single(String name, String resourceAccount) {
        var session = caller.session();
        return switch (name) {
            case "aws:principalarn" -> principalArn();
            case "aws:principalaccount" -> caller.account();
            case "aws:principaltype" ->
                switch (caller.type()) {
                    case ROOT -> "Account";
                    case IAM_USER -> "User";
                    case ASSUMED_ROLE -> "AssumedRole";
                    case FEDERATED_USER -> "FederatedUser";
                };
            case "aws:userid" -> caller.principalId();
            case "aws:username" -> caller.userName();
            case "aws:principalorgid", "aws:resourceorgid" -> organization;
            case "aws:principalisawsservice", "aws:viaawsservice" -> "false";
            case "aws:sourceip" -> http.peer();
            case "aws:securetransport" -> Boolean.toString(http.tls() != null);
            case "aws:currenttime" -> text(now);
            case "aws:epochtime" -> Long.toString(now.getEpochSecond());
            case "aws:requestedregion" -> region;
            case "aws:resourceaccount" -> resourceAccount;
            case "aws:tokenissuetime" -> session == null ? null : text(session.issued());
            case "aws:multifactorauthpresent" -> session == null ? null : Boolean.toString(session.mfaAt() != null);
            case "aws:multifactorauthage" ->
                session == null || session.mfaAt() == null
                        ? null
                        : Long.toString(Duration.between(session.mfaAt(), now).toSeconds());
            case "aws:sourceidentity" -> session == null ? null : session.sourceIdentity();
            case "aws:federatedprovider" -> session == null ? null : session.federatedProvider();
            default -> null;
        };
    }

    /// Of a role session, the role's.
    private String principalArn() {
        return caller.type() == Caller.Type.ASSUMED_ROLE
                ? caller.existingSession().issuerArn()
                : caller.arn();
    }

    /// A session's own tag hides that of its role or user.
    private @Nullable String principalTag(String name) {
        var session = caller.session();
        var ofSession = session == null ? null : named(session.tags(), name);
        return ofSession == null ? named(standing.tags(), name) : ofSession;
    }

    private static String text(Instant time) {
        return DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(ChronoUnit.SECONDS));
    }

    /// By a name in any case.
    private static @Nullable String named(Map<String, String> tags, String lowerName) {
        for (var tag : tags.entrySet()) {
            if (tag.getKey().equalsIgnoreCase(lowerName)) {
                return tag.getValue();
            }
        }
        return null;
    }
}
