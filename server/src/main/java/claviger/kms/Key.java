package claviger.kms;

import claviger.call.Noun;
import claviger.call.Region;
import claviger.call.RowId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A KMS key without its material.
///
/// @param id a UUID, or `mrk-` and 32 hex digits
/// @param description at most 8,192 characters
/// @param policy the key policy's JSON text as it was put
/// @param tags at most 50, by tag key
/// @param currentMaterialId the material that encrypts, `null` for a key that has none
public record Key(
        String account,
        String region,
        String id,
        KeySpec spec,
        KeyUsageType usage,
        OriginType origin,
        KeyManagerType manager,
        KeyState state,
        String description,
        String policy,
        Map<String, String> tags,
        @Nullable String currentMaterialId,
        Instant created,
        long version)
        implements Noun {

    @Override
    public RowId rowId() {
        return new RowId(RowId.Table.KMS_KEY, account, region, id);
    }

    /// The ARN by which every answer and message names the key.
    public String arn() {
        return arn(account, region, id);
    }

    /// The ARN of a key with this id.
    public static String arn(String account, String region, String id) {
        return "arn:" + Region.partition(region) + ":kms:" + region + ":" + account + ":key/" + id;
    }

    public Key enabled() {
        return with(KeyState.ENABLED, description, policy);
    }

    public Key disabled() {
        return with(KeyState.DISABLED, description, policy);
    }

    public Key describedAs(String newDescription) {
        return with(state, newDescription, policy);
    }

    public Key governedBy(String newPolicy) {
        return with(state, description, newPolicy);
    }

    private Key with(KeyState newState, String newDescription, String newPolicy) {
        return new Key(
                account,
                region,
                id,
                spec,
                usage,
                origin,
                manager,
                newState,
                newDescription,
                newPolicy,
                tags,
                currentMaterialId,
                created,
                version + 1);
    }
}
