package claviger.sigv4;

import static claviger.call.CommonError.INCOMPLETE_SIGNATURE;

import org.jspecify.annotations.Nullable;

/// The three parameters after the algorithm in an Authorization header, each `null` if absent or
/// empty.
record AuthorizationParts(
        @Nullable String credential,
        @Nullable String signedHeaders,
        @Nullable String signature) {

    /// @param from where the algorithm ends
    static AuthorizationParts of(String authorization, int from) {
        String credential = null;
        String signedHeaders = null;
        String signature = null;
        var at = from;
        while (at < authorization.length()) {
            var comma = authorization.indexOf(',', at);
            var end = comma < 0 ? authorization.length() : comma;
            var part = Octets.trim(authorization.substring(at, end));
            var equals = part.indexOf('=');
            if (equals < 0 || comma == authorization.length() - 1) {
                throw INCOMPLETE_SIGNATURE.because(
                        "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and"
                                + " encoded with Base64): '%s'.",
                        Claim.hashed(authorization));
            }
            var value = part.substring(equals + 1);
            switch (part.substring(0, equals)) {
                case "Credential" -> credential = once(credential, value, authorization);
                case "SignedHeaders" -> signedHeaders = once(signedHeaders, value, authorization);
                case "Signature" -> signature = once(signature, value, authorization);
                default ->
                    throw INCOMPLETE_SIGNATURE.because(
                            "Authorization header has a parameter other than 'Credential', 'SignedHeaders' and"
                                    + " 'Signature'. (Hashed with SHA-256 and encoded with Base64) Authorization=%s",
                            Claim.hashed(authorization));
            }
            at = end + 1;
        }
        return new AuthorizationParts(present(credential), present(signedHeaders), present(signature));
    }

    private static String once(@Nullable String before, String value, String authorization) {
        if (before != null) {
            throw INCOMPLETE_SIGNATURE.because(
                    "Authorization header has a parameter twice. (Hashed with SHA-256 and encoded with Base64)"
                            + " Authorization=%s",
                    Claim.hashed(authorization));
        }
        return value;
    }

    private static @Nullable String present(@Nullable String value) {
        return value == null || value.isEmpty() ? null : value;
    }
}
