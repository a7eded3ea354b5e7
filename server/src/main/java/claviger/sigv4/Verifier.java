package claviger.sigv4;

import static claviger.call.CommonError.EXPIRED_TOKEN;
import static claviger.call.CommonError.INCOMPLETE_SIGNATURE;
import static claviger.call.CommonError.INVALID_SIGNATURE;
import static claviger.call.CommonError.UNRECOGNIZED_CLIENT;

import claviger.call.AwsException;
import claviger.call.Caller;
import claviger.call.Header;
import claviger.call.HttpRequest;
import claviger.crypto.Randomness;
import claviger.iam.Credential;
import claviger.iam.Credentials;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Tells who sent a request, or refuses it. There is no other way to a [Caller], and no verdict is
/// kept: every request is verified anew.
///
/// The order is: form, scope, time, credential, signature, expiry. What costs least comes first,
/// so that a request which cannot be right is refused before its body is hashed, and nothing that
/// depends on a secret or on which access keys exist is told before the rest is in order. Within
/// one step the first fault found is the one that is answered.
///
/// Rules that are stricter than AWS's, or that AWS leaves open:
///
/// - Signed is the Authorization header or the query, never both. The query form takes exactly the
///   parameters that AWS documents, each once, and is good for five minutes at most, however long
///   `X-Amz-Expires` is.
/// - `Host` and every `X-Amz-` header must be signed. `Host`, `Content-Type`, `Authorization` and
///   `X-Amz-` headers must not be repeated; other signed ones are joined by commas.
/// - `Content-Type` need not be signed, since one of AWS's own SDKs never signs it. So it must
///   never decide what a request does: `X-Amz-Target` does.
/// - `X-Amz-Date` counts where it is present. Only without it does `Date` count, as an HTTP date
///   or in ISO-8601 basic form, and then it must be signed.
/// - The body hash is always computed. `X-Amz-Content-Sha256` may only confirm it: there is no
///   word that stands for a body which is not signed.
/// - The path is signed as sent, without normalizing.
public final class Verifier {

    static final String MISMATCH = "The request signature we calculated does not match the signature you provided."
            + " Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

    private static final String INVALID_TOKEN = "The security token included in the request is invalid.";

    private static final long SKEW_SECONDS = 300;
    /// Leaves room for the rest of the explanation within 8 KiB.
    private static final int LONGEST_SHOWN = 7 * 1024;

    private static final int LONGEST_METHOD = 32;

    private final InstantSource wallClock;
    /// The Regions that are served, by the signing names of services.
    private final Map<String, Set<String>> regions;
    private final SigningKeys signingKeys;
    private final PathRule pathRule;

    /// Whom a request is verified against that names no credential: somebody whose secret nobody
    /// knows, so that an unknown access key takes the same path as a wrong signature. The empty id
    /// is nobody else's.
    private final Credential stranger;

    /// @param wallClock the time of day, which nobody can move
    /// @param services the signing names that are served, such as `kms`
    /// @param regions the Regions that are served
    public Verifier(InstantSource wallClock, Set<String> services, Set<String> regions) {
        this(wallClock, everywhere(services, regions));
    }

    /// The same for services that are not served in the same Regions.
    ///
    /// @param regions the Regions by the signing names of the services
    public Verifier(InstantSource wallClock, Map<String, Set<String>> regions) {
        this(wallClock, regions, PathRule.AS_SENT, Hmac.SHA_256);
    }

    Verifier(InstantSource wallClock, Set<String> services, Set<String> regions, PathRule pathRule, Hmac hmac) {
        this(wallClock, everywhere(services, regions), pathRule, hmac);
    }

    private Verifier(InstantSource wallClock, Map<String, Set<String>> regions, PathRule pathRule, Hmac hmac) {
        this.wallClock = wallClock;
        this.regions = Map.copyOf(regions);
        this.pathRule = pathRule;
        signingKeys = new SigningKeys(hmac);
        var random = new Randomness(new SecureRandom());
        stranger = new Credential("", "", "", "", Caller.Type.ROOT, null, 0, () -> random.secret(40));
    }

    private static Map<String, Set<String>> everywhere(Set<String> services, Set<String> regions) {
        return services.stream().collect(Collectors.toMap(service -> service, _ -> Set.copyOf(regions)));
    }

    /// Verifies the signature of a request.
    ///
    /// @throws AwsException if the request is not signed, or not rightly; its text holds nothing
    ///     but what was sent
    public Verified verify(HttpRequest request, Credentials credentials) {
        var method = request.method();
        if (method.length() > LONGEST_METHOD
                || !Octets.isToken(method)
                || !request.target().startsWith("/")) {
            throw INCOMPLETE_SIGNATURE.because("The request line has no method or no path.");
        }
        var fields = new Fields(request);
        var query = Query.of(request.target());
        var claim = Claim.of(fields, query);
        fields.refuseUnsigned(claim.signedHeaders());
        checkScope(claim);
        checkTime(claim);

        var credential =
                isAccessKeyId(claim.accessKeyId()) ? credentials.find(claim.accessKeyId(), claim.token()) : null;

        var sha256 = Octets.sha256();
        var hex = HexFormat.of();
        var bodyHash = hex.formatHex(sha256.digest(request.body().shared()));
        checkContentHash(fields, bodyHash);
        var canonicalRequest = CanonicalRequest.of(request, query, claim.signedHeaders(), bodyHash, pathRule);
        var stringToSign = stringToSign(claim, hex.formatHex(sha256.digest(Octets.bytes(canonicalRequest))));
        var expected =
                signingKeys.sign(credential == null ? stranger : credential, claim.scope(), Octets.bytes(stringToSign));

        // Not Arrays.equals: it stops at the first difference, and so tells how much was guessed.
        var matches = MessageDigest.isEqual(expected, claim.signature().shared());
        if (credential == null || !matches) {
            throw refusal(credential, canonicalRequest, stringToSign);
        }
        // Only now, so that nobody learns about a session without its secret.
        var session = credential.session();
        if (session != null && !wallClock.instant().isBefore(session.expires())) {
            throw EXPIRED_TOKEN.because("The security token included in the request is expired");
        }
        return new Verified(
                new Caller(
                        credential.accountId(),
                        credential.arn(),
                        credential.principalId(),
                        credential.type(),
                        credential.accessKeyId(),
                        credential.session()),
                claim.scope());
    }

    /// The access key id that a request names, whether or not it may: for the record of a request
    /// that was refused. Empty if there is none, if it does not look like one, or if the request
    /// names several.
    public static Optional<String> claimedAccessKeyId(HttpRequest request) {
        return claimed(request).map(credential -> part(credential, 0)).filter(Verifier::isAccessKeyId);
    }

    /// The service that a request says it is signed for, right or not; empty if it says none.
    public static String claimedService(HttpRequest request) {
        return claimed(request).map(credential -> part(credential, 3)).orElse("");
    }

    private static Optional<String> claimed(HttpRequest request) {
        String credential = null;
        for (var header : request.headers()) {
            if (header.name().equalsIgnoreCase("authorization")) {
                if (credential != null) {
                    return Optional.empty();
                }
                credential = claimedCredential(header);
            }
        }
        try {
            var inQuery = Query.of(request.target()).one(Claim.CREDENTIAL_PARAMETER);
            if (credential != null && inQuery != null) {
                return Optional.empty();
            }
            credential = credential == null ? inQuery : credential;
        } catch (AwsException _) {
            // A query that cannot be read names nobody.
        }
        return Optional.ofNullable(credential);
    }

    /// One of the parts between the slashes of a credential, empty if it has not so many.
    private static String part(String credential, int index) {
        var parts = credential.split("/", 6);
        return index < parts.length ? parts[index] : "";
    }

    private static String claimedCredential(Header authorization) {
        try {
            var value = Octets.trim(authorization.value());
            if (value.startsWith(Claim.ALGORITHM + " ")) {
                var credential =
                        AuthorizationParts.of(value, Claim.ALGORITHM.length()).credential();
                return credential == null ? "" : credential;
            }
        } catch (AwsException _) {
            // A header that cannot be read names nobody.
        }
        return "";
    }

    /// AWS's own ids have 16 characters or more; those of the development mode are shorter.
    private static boolean isAccessKeyId(String text) {
        for (var at = 0; at < text.length(); at++) {
            var c = text.charAt(at);
            if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')) {
                return false;
            }
        }
        return text.length() >= 4 && text.length() <= 128;
    }

    /// AWS tells all that is wrong with a scope at once.
    private void checkScope(Claim claim) {
        var scope = claim.scope();
        var knownService = regions.containsKey(scope.service());
        var knownRegion = knownService
                ? regions.getOrDefault(scope.service(), Set.of()).contains(scope.region())
                : regions.values().stream().anyMatch(some -> some.contains(scope.region()));
        var terminated = claim.terminator().equals(SigningKeys.TERMINATOR);
        var sameDay = scope.date().length() == 8 && claim.timestamp().startsWith(scope.date());
        if (knownRegion && knownService && terminated && sameDay) {
            return;
        }
        var faults = new StringBuilder();
        if (!knownRegion) {
            faults.append("Credential should be scoped to a valid region, not '")
                    .append(Octets.quote(scope.region()))
                    .append("'. ");
        }
        if (!knownService) {
            faults.append("Credential should be scoped to correct service: '")
                    .append(String.join("' or '", new TreeSet<>(regions.keySet())))
                    .append("'. ");
        }
        if (!terminated) {
            faults.append("Credential should be scoped with a valid terminator: 'aws4_request', not '")
                    .append(Octets.quote(claim.terminator()))
                    .append("'. ");
        }
        if (!sameDay) {
            faults.append("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '")
                    .append(Octets.quote(scope.date()))
                    .append("' != '")
                    .append(claim.timestamp(), 0, 8)
                    .append("', from '")
                    .append(claim.timestamp())
                    .append("'. ");
        }
        throw INVALID_SIGNATURE.because("%s", faults.toString().strip());
    }

    private void checkTime(Claim claim) {
        var now = wallClock.instant().getEpochSecond();
        var lifetime = Math.min(SKEW_SECONDS, claim.lifetimeSeconds());
        if (claim.signedAt() < now - lifetime) {
            throw INVALID_SIGNATURE.because(
                    "Signature expired: %s is now earlier than %s (%s - %s.)",
                    claim.timestamp(),
                    AmzDate.format(now - lifetime),
                    AmzDate.format(now),
                    lifetime == SKEW_SECONDS ? "5 min" : lifetime + " sec");
        }
        if (claim.signedAt() > now + SKEW_SECONDS) {
            throw INVALID_SIGNATURE.because(
                    "Signature not yet current: %s is still later than %s (%s + 5 min.)",
                    claim.timestamp(), AmzDate.format(now + SKEW_SECONDS), AmzDate.format(now));
        }
    }

    private static void checkContentHash(Fields fields, String bodyHash) {
        var sent = fields.amz("x-amz-content-sha256");
        if (sent != null && !sent.equals(bodyHash)) {
            throw INVALID_SIGNATURE.because(
                    "The provided 'x-amz-content-sha256' header does not match what was computed.");
        }
    }

    private static String stringToSign(Claim claim, String canonicalRequestHash) {
        var scope = claim.scope();
        return Claim.ALGORITHM
                + "\n"
                + claim.timestamp()
                + "\n"
                + scope.date()
                + "/"
                + scope.region()
                + "/"
                + scope.service()
                + "/"
                + SigningKeys.TERMINATOR
                + "\n"
                + canonicalRequestHash;
    }

    /// The explanation is made in either case, so that both take the same time.
    private static AwsException refusal(@Nullable Credential credential, String canonicalRequest, String stringToSign) {
        var explanation = MISMATCH
                + "\n\nThe Canonical String for this request should have been\n'"
                + shown(canonicalRequest)
                + "'\n\nThe String-to-Sign should have been\n'"
                + stringToSign
                + "'\n";
        var error = credential == null ? UNRECOGNIZED_CLIENT : INVALID_SIGNATURE;
        return error.because("%s", credential == null ? INVALID_TOKEN : explanation);
    }

    /// The canonical request, cut to a bounded length and without the session token: the text also
    /// goes into the audit, where a token has no place.
    private static String shown(String canonicalRequest) {
        var text = without(canonicalRequest, "\nx-amz-security-token:", '\n');
        text = without(text, Claim.TOKEN_PARAMETER + "=", '&');
        return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text;
    }

    private static String without(String text, String before, char after) {
        var mark = text.indexOf(before);
        if (mark < 0) {
            return text;
        }
        var from = mark + before.length();
        var to = from;
        while (to < text.length() && text.charAt(to) != after && text.charAt(to) != '\n') {
            to++;
        }
        return text.substring(0, from) + "..." + text.substring(to);
    }
}
