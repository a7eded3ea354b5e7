package claviger.iam.oidc;

import claviger.call.CommonError;
import claviger.iam.IamError;
import claviger.iam.OidcProvider;
import java.util.regex.Pattern;

/// The URL of a provider, and how much one may hold.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html>
final class ProviderUrl {

    private static final Pattern HTTPS = Pattern.compile("https://([A-Za-z0-9.-]+(/[A-Za-z0-9._~/%-]*)?)");

    private static final int MOST_CLIENT_IDS = 100;
    private static final int MOST_THUMBPRINTS = 5;

    private ProviderUrl() {}

    /// Host and path, without a slash at the end.
    ///
    /// @throws claviger.call.AwsException ValidationError if it is not of https, or has port or
    /// query
    static String of(String url) {
        var matcher = HTTPS.matcher(url);
        if (!matcher.matches()) {
            throw CommonError.VALIDATION.because("Invalid Open ID Connect Provider URL");
        }
        var bare = matcher.group(1);
        return bare.endsWith("/") ? bare.substring(0, bare.length() - 1) : bare;
    }

    /// @throws claviger.call.AwsException LimitExceeded if it has more client ids or
    /// thumbprints than it may
    static OidcProvider refuseTooMany(OidcProvider provider) {
        if (provider.clientIds().size() > MOST_CLIENT_IDS) {
            throw IamError.LIMIT_EXCEEDED.because(
                    "Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: %s", MOST_CLIENT_IDS);
        }
        if (provider.thumbprints().size() > MOST_THUMBPRINTS) {
            throw IamError.INVALID_INPUT.because(
                    "Thumbprint list must contain fewer than %s entries.", MOST_THUMBPRINTS);
        }
        return provider;
    }
}
