package claviger.kms;

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
