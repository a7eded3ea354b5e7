package claviger.sts;

import claviger.call.AwsException;
import claviger.iam.Identities;
import claviger.iam.OidcProvider;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Proves web identity tokens: JSON Web Tokens that an OpenID Connect provider has signed, whom an
/// account has registered.
///
/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html>,
/// <https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation>
public final class WebIdentities {

    /// Never one that the token alone chooses, such as `none` or one with a shared secret.
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private static final int LEAST_RSA_BITS = 2048;

    /// By which a provider's clock may be ahead.
    private static final Duration SKEW = Duration.ofMinutes(5);

    private static final int MOST_CLAIM_TEXT = 4096;

    private final InstantSource wallClock;
    private final ProviderKeys keys = new ProviderKeys(System::nanoTime);

    public WebIdentities(InstantSource wallClock) {
        this.wallClock = wallClock;
    }

    /// @param account of the role
    /// @param identities what that account has
    /// @throws AwsException InvalidIdentityToken, ExpiredTokenException or IDPCommunicationError
    WebIdentity prove(String token, String account, Identities identities) {
        var jwt = parsed(token);
        var claims = claims(jwt);
        var issuer = claims.getIssuer();
        var provider = provider(issuer, account, identities);
        var audience = audience(claims, provider);
        checkTime(claims);
        if (claims.getSubject() == null || claims.getSubject().isEmpty()) {
            throw invalid("Missing a required claim: sub");
        }
        // What costs most comes last: everything above is free to refuse, and none of it is believed.
        if (!ALGORITHMS.contains(jwt.getHeader().getAlgorithm())
                || !(isSigned(jwt, keys.of(provider, false)) || isSigned(jwt, keys.of(provider, true)))) {
            throw invalid("Couldn't validate the signature of the token with the keys of the identity provider");
        }
        return WebIdentityClaims.read(claims, issuer, provider, audience);
    }

    private static SignedJWT parsed(String token) {
        try {
            return SignedJWT.parse(token);
        } catch (ParseException | IllegalArgumentException e) {
            throw notAJwt();
        }
    }

    private static JWTClaimsSet claims(SignedJWT jwt) {
        try {
            return Objects.requireNonNull(jwt.getJWTClaimsSet());
        } catch (ParseException | RuntimeException e) {
            throw notAJwt();
        }
    }

    private static AwsException notAJwt() {
        return invalid(
                "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)");
    }

    private static OidcProvider provider(@Nullable String issuer, String account, Identities identities) {
        if (issuer == null) {
            throw invalid("Missing a required claim: iss");
        }
        var bare = issuer.startsWith("https://") ? issuer.substring("https://".length()) : issuer;
        var url = bare.endsWith("/") ? bare.substring(0, bare.length() - 1) : bare;
        if (identities.get(OidcProvider.arn(account, url)) instanceof OidcProvider provider) {
            return provider;
        }
        throw invalid("No OpenIDConnect provider found in your account for "
                + (issuer.length() > MOST_CLAIM_TEXT ? issuer.substring(0, MOST_CLAIM_TEXT) : issuer));
    }

    /// The party that the token was issued to, `azp`, counts where it is named.
    private static String audience(JWTClaimsSet claims, OidcProvider provider) {
        var wanted = new ArrayList<String>();
        if (claims.getClaim("azp") instanceof String azp) {
            wanted.add(azp);
        } else {
            wanted.addAll(claims.getAudience());
        }
        return wanted.stream()
                .filter(provider.clientIds()::contains)
                .findFirst()
                .orElseThrow(() -> invalid("Incorrect token audience"));
    }

    private void checkTime(JWTClaimsSet claims) {
        var now = wallClock.instant();
        if (claims.getExpirationTime() == null) {
            throw invalid("Missing a required claim: exp");
        }
        var expires = claims.getExpirationTime().toInstant();
        if (!now.isBefore(expires)) {
            throw StsError.EXPIRED_TOKEN.because(
                    "Token expired: current date/time %s must be before the expiration date/time%s",
                    now.getEpochSecond(), expires.getEpochSecond());
        }
        refuseFuture(
                claims.getNotBeforeTime() == null
                        ? null
                        : claims.getNotBeforeTime().toInstant(),
                now);
        refuseFuture(
                claims.getIssueTime() == null ? null : claims.getIssueTime().toInstant(), now);
    }

    private static void refuseFuture(@Nullable Instant time, Instant now) {
        if (time != null && time.isAfter(now.plus(SKEW))) {
            throw invalid("The token is not yet valid");
        }
    }

    private static boolean isSigned(SignedJWT jwt, JWKSet keys) {
        var keyId = jwt.getHeader().getKeyID();
        return keys.getKeys().stream()
                .filter(key -> keyId == null || keyId.equals(key.getKeyID()))
                .filter(key -> !KeyUse.ENCRYPTION.equals(key.getKeyUse()))
                .filter(key -> key.getAlgorithm() == null
                        || key.getAlgorithm().equals(jwt.getHeader().getAlgorithm()))
                .anyMatch(key -> isSignedWith(jwt, key));
    }

    private static boolean isSignedWith(SignedJWT jwt, JWK key) {
        var algorithm = jwt.getHeader().getAlgorithm();
        try {
            return switch (key) {
                case RSAKey rsa
                when JWSAlgorithm.Family.RSA.contains(algorithm) && rsa.size() >= LEAST_RSA_BITS ->
                    jwt.verify(new RSASSAVerifier(rsa.toRSAPublicKey()));
                case ECKey ec
                when JWSAlgorithm.Family.EC.contains(algorithm) -> jwt.verify(new ECDSAVerifier(ec.toECPublicKey()));
                default -> false;
            };
        } catch (JOSEException | RuntimeException e) {
            // A key that cannot be used, or of another curve, has not signed it.
            return false;
        }
    }

    static AwsException invalid(String text) {
        return StsError.INVALID_IDENTITY_TOKEN.because("%s", text);
    }

    /// What a list or a single value of texts says.
    static List<String> texts(@Nullable Object value) {
        return switch (value) {
            case null -> List.of();
            case List<?> list -> list.stream().map(String::valueOf).toList();
            default -> List.of(String.valueOf(value));
        };
    }
}
