package claviger.kms;

import claviger.call.Noun;
import claviger.call.RowId;
import claviger.crypto.Blob;
import claviger.crypto.SecretBytes;
import claviger.custody.Custody;
import claviger.custody.Domain;
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

    /// The material in the clear, which the caller wipes.
    ///
    /// @throws IllegalStateException if the view's domain keys did not seal it
    SecretBytes open(Custody custody, View view) {
        return view.domainKeys(new Domain(account, region)).stream()
                .filter(key -> key.keyVersion() == domainKeyVersion)
                .findFirst()
                .flatMap(key -> custody.openMaterial(key, keyId, id, sealed))
                .orElseThrow(() -> new IllegalStateException("key material does not open: " + rowId()));
    }
}
