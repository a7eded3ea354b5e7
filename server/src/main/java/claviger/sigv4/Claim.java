package claviger.sigv4;

import static claviger.call.CommonError.INCOMPLETE_SIGNATURE;
import static claviger.call.CommonError.INVALID_SIGNATURE;
import static claviger.call.CommonError.MISSING_AUTHENTICATION_TOKEN;

import claviger.call.AwsException;
import claviger.crypto.Blob;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a request says about its signature: well-formed, and not yet believed.
///
/// @param terminator what stands at the end of the credential, of which only `aws4_request` is
///     right
/// @param timestamp the time of signing as it was signed, such as `20260528T052649Z`
/// @param signedAt the same in seconds since the epoch
/// @param lifetimeSeconds how long after its time the signer meant it to be taken
/// @param token the session token, absent for a long-term credential
/// @param signedHeaders lower-case names, strictly ascending
/// @param signature 32 bytes
record Claim(
        String accessKeyId,
        Scope scope,
        String terminator,
        String timestamp,
        long signedAt,
        long lifetimeSeconds,
        @Nullable String token,
        List<String> signedHeaders,
        Blob signature) {

    static final String ALGORITHM = "AWS4-HMAC-SHA256";

    static final String ALGORITHM_PARAMETER = "X-Amz-Algorithm";
    static final String CREDENTIAL_PARAMETER = "X-Amz-Credential";
    static final String DATE_PARAMETER = "X-Amz-Date";
    static final String EXPIRES_PARAMETER = "X-Amz-Expires";
    static final String SIGNED_HEADERS_PARAMETER = "X-Amz-SignedHeaders";
    static final String SIGNATURE_PARAMETER = "X-Amz-Signature";
    static final String TOKEN_PARAMETER = "X-Amz-Security-Token";

    /// In the order in which AWS complains of their absence.
    private static final List<String> REQUIRED_PARAMETERS = List.of(
            ALGORITHM_PARAMETER,
            CREDENTIAL_PARAMETER,
            SIGNATURE_PARAMETER,
            SIGNED_HEADERS_PARAMETER,
            DATE_PARAMETER,
            EXPIRES_PARAMETER);

    private static final List<String> PARAMETERS = List.of(
            ALGORITHM_PARAMETER,
            CREDENTIAL_PARAMETER,
            SIGNATURE_PARAMETER,
            SIGNED_HEADERS_PARAMETER,
            DATE_PARAMETER,
            EXPIRES_PARAMETER,
            TOKEN_PARAMETER);

    private static final int MOST_SIGNED_HEADERS = 100;
    private static final int LONGEST_EXPIRES = 604_800;

    static Claim of(Fields fields, Query query) {
        var authorization = fields.authorization();
        var parameter = query.signingParameter();
        if (authorization != null && parameter != null) {
            throw INVALID_SIGNATURE.because(
                    "Found both '%s' as a query-string param and 'Authorization' as HTTP header.",
                    Octets.quote(parameter));
        }
        if (authorization != null) {
            return inHeader(authorization, fields);
        }
        if (parameter != null) {
            return inQuery(query, fields);
        }
        throw MISSING_AUTHENTICATION_TOKEN.because("Missing Authentication Token");
    }

    private static Claim inHeader(String authorization, Fields fields) {
        refuseOtherAlgorithm(authorization);
        fields.refuseRepeats();
        var parts = AuthorizationParts.of(authorization, ALGORITHM.length());
        var amzDate = fields.amz("x-amz-date");
        // A Date field beside X-Amz-Date is the transport's, and does not count.
        var date = amzDate == null ? fields.date() : amzDate;
        if (parts.credential() == null || parts.signature() == null || parts.signedHeaders() == null || date == null) {
            throw incomplete(parts, date, authorization);
        }
        var signedHeaders = signedHeaders(parts.signedHeaders());
        if (amzDate == null && !signedHeaders.contains("date")) {
            throw INVALID_SIGNATURE.because("'Date' must be a 'SignedHeader' in the AWS Authorization.");
        }
        var signedAt = amzDate == null ? AmzDate.parseHttp(date) : AmzDate.parse(date);
        return of(
                parts.credential(),
                date,
                signedAt,
                Long.MAX_VALUE,
                fields.amz("x-amz-security-token"),
                signedHeaders,
                parts.signature());
    }

    private static Claim inQuery(Query query, Fields fields) {
        fields.refuseRepeats();
        query.allowOnly(PARAMETERS);
        var credential = query.one(CREDENTIAL_PARAMETER);
        var signature = query.one(SIGNATURE_PARAMETER);
        var signedHeaders = query.one(SIGNED_HEADERS_PARAMETER);
        var date = query.one(DATE_PARAMETER);
        var algorithm = query.one(ALGORITHM_PARAMETER);
        var expires = query.one(EXPIRES_PARAMETER);
        var token = query.one(TOKEN_PARAMETER);
        if (credential == null
                || signature == null
                || signedHeaders == null
                || date == null
                || algorithm == null
                || expires == null) {
            throw incomplete(query);
        }
        if (!algorithm.equals(ALGORITHM)) {
            throw unsupported(algorithm);
        }
        // Each is said in the query already: a second word on it, even a signed one, is one too
        // many.
        if (fields.amz("x-amz-date") != null || fields.amz("x-amz-security-token") != null) {
            throw INVALID_SIGNATURE.because(
                    "Found 'X-Amz-Date' or 'X-Amz-Security-Token' as HTTP header of a request that is signed in its"
                            + " query string.");
        }
        return of(
                credential,
                date,
                AmzDate.parse(date),
                lifetime(expires),
                token,
                signedHeaders(signedHeaders),
                signature);
    }

    private static Claim of(
            String credential,
            String date,
            long signedAt,
            long lifetimeSeconds,
            @Nullable String token,
            List<String> signedHeaders,
            String signature) {
        var first = credential.indexOf('/');
        var second = credential.indexOf('/', first + 1);
        var third = credential.indexOf('/', second + 1);
        var fourth = credential.indexOf('/', third + 1);
        if (first < 0 || second < 0 || third < 0 || fourth < 0 || credential.indexOf('/', fourth + 1) >= 0) {
            throw INCOMPLETE_SIGNATURE.because(
                    "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got"
                            + " '%s'",
                    Octets.quote(credential));
        }
        if (signedAt == AmzDate.NONE) {
            throw INCOMPLETE_SIGNATURE.because(
                    "Date must be in ISO-8601 'basic format'. Got '%s'. See http://en.wikipedia.org/wiki/ISO_8601",
                    Octets.quote(date));
        }
        return new Claim(
                credential.substring(0, first),
                new Scope(
                        credential.substring(first + 1, second),
                        credential.substring(second + 1, third),
                        credential.substring(third + 1, fourth)),
                credential.substring(fourth + 1),
                // A Date field may spell the time in another way than it is signed in.
                date.endsWith("Z") ? date : AmzDate.format(signedAt),
                signedAt,
                lifetimeSeconds,
                token,
                signedHeaders,
                signature(signature));
    }

    /// Splits `host;x-amz-date`. That the order is strict leaves one spelling for one set of
    /// names.
    private static List<String> signedHeaders(String list) {
        var names = new ArrayList<String>();
        var previous = "";
        var from = 0;
        while (from <= list.length()) {
            var semicolon = list.indexOf(';', from);
            var to = semicolon < 0 ? list.length() : semicolon;
            var name = list.substring(from, to);
            if (names.size() == MOST_SIGNED_HEADERS
                    || !Octets.isToken(name)
                    || hasUpperCase(name)
                    || name.compareTo(previous) <= 0
                    || name.equals("authorization")) {
                throw INCOMPLETE_SIGNATURE.because(
                        "'SignedHeaders' must be lower-case names of header fields, each once, in ascending order,"
                                + " separated by semicolons, got '%s'",
                        Octets.quote(list));
            }
            names.add(name);
            previous = name;
            from = to + 1;
        }
        return names;
    }

    private static boolean hasUpperCase(String name) {
        for (var at = 0; at < name.length(); at++) {
            var c = name.charAt(at);
            if (c >= 'A' && c <= 'Z') {
                return true;
            }
        }
        return false;
    }

    /// Exactly 64 lower-case hex digits, so that a signature has one spelling.
    private static Blob signature(String hex) {
        var bytes = new byte[32];
        var wellFormed = hex.length() == 64;
        for (var at = 0; at < 64 && wellFormed; at++) {
            var digit = lowerHexDigit(hex.charAt(at));
            wellFormed = digit >= 0;
            bytes[at >> 1] = (byte) ((bytes[at >> 1] << 4) | digit);
        }
        if (!wellFormed) {
            throw INVALID_SIGNATURE.because("%s", Verifier.MISMATCH);
        }
        return Blob.adopt(bytes);
    }

    private static int lowerHexDigit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    }

    private static long lifetime(String expires) {
        var seconds = 0;
        for (var at = 0; at < expires.length() && seconds >= 0 && seconds <= LONGEST_EXPIRES; at++) {
            var digit = expires.charAt(at) - '0';
            seconds = digit < 0 || digit > 9 ? -1 : seconds * 10 + digit;
        }
        if (seconds < 1 || seconds > LONGEST_EXPIRES || expires.charAt(0) == '0') {
            throw INCOMPLETE_SIGNATURE.because(
                    "X-Amz-Expires must be a number of seconds from 1 to %d, got '%s'",
                    LONGEST_EXPIRES, Octets.quote(expires));
        }
        return seconds;
    }

    private static void refuseOtherAlgorithm(String authorization) {
        var space = authorization.indexOf(' ');
        var algorithm = space < 0 ? authorization : authorization.substring(0, space);
        if (algorithm.equals(ALGORITHM)) {
            return;
        }
        if (algorithm.regionMatches(true, 0, ALGORITHM, 0, 4)) {
            throw unsupported(algorithm);
        }
        // Another scheme altogether, which may be somebody's password: none of it goes into the
        // answer.
        throw MISSING_AUTHENTICATION_TOKEN.because("Missing Authentication Token");
    }

    private static AwsException unsupported(String algorithm) {
        return INCOMPLETE_SIGNATURE.because(
                "Unsupported AWS 'algorithm': '%s' (only AWS4-HMAC-SHA256 for now). ", Octets.quote(algorithm));
    }

    private static AwsException incomplete(AuthorizationParts parts, @Nullable String date, String authorization) {
        var missing = new StringBuilder();
        if (parts.credential() == null) {
            missing.append("Authorization header requires 'Credential' parameter. ");
        }
        if (parts.signature() == null) {
            missing.append("Authorization header requires 'Signature' parameter. ");
        }
        if (parts.signedHeaders() == null) {
            missing.append("Authorization header requires 'SignedHeaders' parameter. ");
        }
        if (date == null) {
            missing.append("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
        }
        return INCOMPLETE_SIGNATURE.because(
                "%s(Hashed with SHA-256 and encoded with Base64) Authorization=%s", missing, hashed(authorization));
    }

    private static AwsException incomplete(Query query) {
        var missing = new StringBuilder();
        for (var parameter : REQUIRED_PARAMETERS) {
            if (query.one(parameter) == null) {
                missing.append("AWS query-string parameters must include '")
                        .append(parameter)
                        .append("'. ");
            }
        }
        return INCOMPLETE_SIGNATURE.because("%sRe-examine the query-string parameters.", missing);
    }

    /// AWS used to repeat the header in its texts, and has stopped: it may hold what was meant for
    /// somebody else.
    static String hashed(String authorization) {
        return Base64.getEncoder().encodeToString(Octets.sha256().digest(Octets.bytes(authorization)));
    }
}
