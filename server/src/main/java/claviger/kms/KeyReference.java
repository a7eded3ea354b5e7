package claviger.kms;

import claviger.call.Region;
import java.util.regex.Pattern;

/// How a request names a key. A bare id or alias name always means the caller's own account.
///
/// <https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id>
public sealed interface KeyReference {

    /// `account` and `region` are where the key is to be looked for.
    record ById(String account, String region, String id) implements KeyReference {}

    /// The name has its prefix `alias/`.
    record ByAlias(String account, String region, String name) implements KeyReference {}

    Pattern KEY_ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32}");

    /// Reads a key id, key ARN, alias name or alias ARN.
    ///
    /// @param account the caller's
    /// @param region the Region that the request was signed for
    /// @throws claviger.call.AwsException NotFoundException for what has none of these forms or names
    ///     another Region, InvalidArnException for a malformed ARN
    static KeyReference parse(String text, String account, String region) {
        if (text.startsWith("arn:")) {
            return parseArn(text, region);
        }
        if (text.startsWith("alias/")) {
            return new ByAlias(account, region, text);
        }
        if (KEY_ID.matcher(text).matches()) {
            return new ById(account, region, text);
        }
        throw KmsError.NOT_FOUND.because("Invalid keyId '%s'", text);
    }

    /// Reads a key id or key ARN, where an alias cannot stand.
    ///
    /// @throws claviger.call.AwsException as [#parse], and InvalidArnException for an alias
    static ById parseId(String text, String account, String region) {
        return switch (parse(text, account, region)) {
            case ById byId -> byId;
            case ByAlias _ -> throw KmsError.INVALID_ARN.because("Key Aliases are not supported for this operation.");
        };
    }

    private static KeyReference parseArn(String text, String region) {
        var parts = text.split(":", 6);
        if (parts.length != 6
                || !parts[2].equals("kms")
                || !parts[4].matches("[0-9]{12}")
                || !parts[5].matches("key/.+|alias/.+")) {
            throw KmsError.INVALID_ARN.because("%s is not a valid ARN of a key or an alias", text);
        }
        if (!parts[3].equals(region) || !parts[1].equals(Region.partition(region))) {
            throw KmsError.NOT_FOUND.because("Invalid arn %s", parts[3]);
        }
        return parts[5].startsWith("key/")
                ? new ById(parts[4], region, parts[5].substring("key/".length()))
                : new ByAlias(parts[4], region, parts[5]);
    }
}
