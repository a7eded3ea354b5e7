package claviger.kms;

import claviger.call.CommonError;
import claviger.call.Noun;
import claviger.call.Region;
import claviger.call.RowId;
import java.time.Instant;

/// A name for a KMS key, unique in an account and Region.
///
/// @param name with its prefix, such as `alias/backup`
public record Alias(
        String account, String region, String name, String targetKeyId, Instant created, Instant updated, long version)
        implements Noun {

    @Override
    public RowId rowId() {
        return new RowId(RowId.Table.ALIAS, account, region, name);
    }

    /// What characters a name may have on the wire.
    public static final String NAME_PATTERN = "^[a-zA-Z0-9:/_-]+$";

    /// The name itself, if it can be that of an alias.
    ///
    /// @throws claviger.call.AwsException ValidationException if the prefix is missing, nothing follows
    ///     it, or a colon is in it
    public static String checkedName(String name) {
        if (!name.startsWith("alias/") || name.length() == "alias/".length()) {
            throw CommonError.VALIDATION.because("Invalid identifier");
        }
        if (name.contains(":")) {
            throw CommonError.VALIDATION.because("%s contains invalid characters for an alias", name);
        }
        return name;
    }

    /// Whether only AWS gives such a name, to its own keys.
    public static boolean isReserved(String name) {
        return name.startsWith("alias/aws/");
    }

    /// @throws claviger.call.AwsException ValidationException if an alias cannot be moved from the one key
    ///     to the other
    public static void refuseMove(Key before, Key after) {
        if (before.spec() != after.spec() || before.usage() != after.usage()) {
            throw CommonError.VALIDATION.because(
                    "An alias cannot be moved from %s to %s: their types or usages differ", before.arn(), after.arn());
        }
    }

    /// The ARN of an alias with this name.
    public static String arn(String account, String region, String name) {
        return "arn:" + Region.partition(region) + ":kms:" + region + ":" + account + ":" + name;
    }

    public String arn() {
        return arn(account, region, name);
    }

    /// This alias, pointing to another key since `now`.
    public Alias pointingTo(String keyId, Instant now) {
        return new Alias(account, region, name, keyId, created, now, version + 1);
    }
}
