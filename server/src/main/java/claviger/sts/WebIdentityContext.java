package claviger.sts;

import claviger.call.HttpRequest;
import claviger.iam.Role;
import claviger.policy.ConditionKey;
import claviger.policy.ContextValue;
import claviger.policy.ServerContext;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the server knows of a request with a web identity token: the claims that its provider has
/// signed, and what it knows of every request.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif>
///
/// @param now by the clock of the service
record WebIdentityContext(WebIdentity identity, Role role, HttpRequest http, String region, Instant now)
        implements ServerContext {

    @Override
    public @Nullable ContextValue known(ConditionKey key) {
        var claim = claim(key.name());
        if (claim != null) {
            return claim.isList()
                    ? new ContextValue.Multi(claim.values())
                    : new ContextValue.Single(claim.values().getFirst());
        }
        var value = key.family() == ConditionKey.Family.RESOURCE_TAG ? tag(key.member()) : single(key.name());
        return value == null ? null : new ContextValue.Single(value);
    }

    /// Such as `host/path:sub`.
    private WebIdentity.@Nullable Claim claim(String name) {
        var prefix = identity.providerUrl().toLowerCase(Locale.ROOT) + ":";
        if (!name.startsWith(prefix)) {
            return null;
        }
        var wanted = name.substring(prefix.length());
        var exact = identity.claims().get(wanted);
        if (exact != null) {
            return exact;
        }
        for (var claim : identity.claims().entrySet()) {
            if (claim.getKey().equalsIgnoreCase(wanted)) {
                return claim.getValue();
            }
        }
        return null;
    }

    private @Nullable String tag(String lowerName) {
        for (var tag : role.tags().entrySet()) {
            if (tag.getKey().equalsIgnoreCase(lowerName)) {
                return tag.getValue();
            }
        }
        return null;
    }

    private @Nullable String single(String name) {
        return switch (name) {
            case "aws:federatedprovider" -> identity.providerArn();
            case "aws:currenttime" -> DateTimeFormatter.ISO_INSTANT.format(now.truncatedTo(ChronoUnit.SECONDS));
            case "aws:epochtime" -> Long.toString(now.getEpochSecond());
            case "aws:sourceip" -> http.peer();
            case "aws:securetransport" -> Boolean.toString(http.tls() != null);
            case "aws:requestedregion" -> region;
            case "aws:resourceaccount" -> role.account();
            default -> null;
        };
    }
}
