package claviger.sts;

import claviger.iam.OidcProvider;
import claviger.sts.WebIdentity.Claim;
import com.nimbusds.jwt.JWTClaimsSet;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// What a token that is proved says.
final class WebIdentityClaims {

    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-idp>
    private static final String TAGS = "https://aws.amazon.com/tags";

    private static final String SOURCE_IDENTITY = "https://aws.amazon.com/source_identity";

    private static final Pattern SOURCE_IDENTITY_FORM = Pattern.compile("[\\w+=,.@-]{2,64}");
    private static final Pattern TAG_KEY = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{1,128}");
    private static final Pattern TAG_VALUE = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{0,256}");
    private static final int MOST_TAGS = 50;

    private WebIdentityClaims() {}

    private static void checkTags(Map<String, String> tags) {
        var valid = tags.size() <= MOST_TAGS
                && tags.entrySet().stream()
                        .allMatch(tag -> TAG_KEY.matcher(tag.getKey()).matches()
                                && TAG_VALUE.matcher(tag.getValue()).matches());
        if (!valid) {
            throw WebIdentities.invalid("The session tags of the token are invalid");
        }
    }

    static WebIdentity read(JWTClaimsSet claims, String issuer, OidcProvider provider, String audience) {
        var tags = new LinkedHashMap<String, String>();
        var asked = claims.getClaim(TAGS) instanceof Map<?, ?> map ? map : Map.of();
        if (asked.get("principal_tags") instanceof Map<?, ?> principalTags) {
            principalTags.forEach((key, value) -> {
                var values = WebIdentities.texts(value);
                if (values.size() != 1) {
                    throw WebIdentities.invalid("A session tag must have one value");
                }
                tags.put(String.valueOf(key), values.getFirst());
            });
        }
        checkTags(tags);
        var sourceIdentity = claims.getClaim(SOURCE_IDENTITY) instanceof String text ? text : null;
        if (sourceIdentity != null
                && !SOURCE_IDENTITY_FORM.matcher(sourceIdentity).matches()) {
            throw WebIdentities.invalid("The source identity of the token is invalid");
        }
        return new WebIdentity(
                issuer,
                provider.url(),
                provider.arn(),
                claims.getSubject(),
                audience,
                keys(claims),
                tags,
                WebIdentities.texts(asked.get("transitive_tag_keys")),
                sourceIdentity);
    }

    /// What conditions may ask for, by the names of claims. Of `azp` and `aud` together, `aud` is
    /// the former, and `oaud` what the token calls so.
    ///
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html>
    private static Map<String, Claim> keys(JWTClaimsSet claims) {
        var keys = new HashMap<String, Claim>();
        claims.getClaims().forEach((name, value) -> {
            switch (value) {
                case null -> {} // says nothing
                case Map<?, ?> _ -> {} // no condition looks into an object
                case Date date ->
                    keys.put(name, one(Long.toString(date.toInstant().getEpochSecond())));
                case List<?> list -> keys.put(name, new Claim(WebIdentities.texts(list), true));
                default -> keys.put(name, one(String.valueOf(value)));
            }
        });
        var audience = claims.getAudience();
        keys.put("aud", audience.size() == 1 ? one(audience.getFirst()) : new Claim(audience, true));
        if (claims.getClaim("azp") instanceof String azp) {
            keys.put("oaud", keys.get("aud"));
            keys.put("aud", one(azp));
        }
        return Map.copyOf(keys);
    }

    private static Claim one(String value) {
        return new Claim(List.of(value), false);
    }
}
