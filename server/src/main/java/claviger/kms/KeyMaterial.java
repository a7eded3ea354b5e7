package claviger.kms;

import claviger.call.Noun;
import claviger.call.RowId;
import claviger.crypto.Blob;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The key material of a KMS key at rest, sealed under its Region's domain key with its whole identity as additional
/// data.
///
/// @param id 64 lower-case hex digits
/// @param rotated how it became the key's material, `null` for the first
/// @param domainKeyVersion which domain key sealed it
public record KeyMaterial(
        String account,
        String region,
        String keyId,
        String id,
        @Nullable Rotated rotated,
        int domainKeyVersion,
        Blob sealed,
        long version)
        implements Noun {

    /// A rotation that is over.
    public record Rotated(Instant at, RotationType type) {}

    @Override
    public RowId rowId() {
        return new RowId(RowId.Table.KEY_MATERIAL, account, region, keyId + "/" + id);
    }
}
