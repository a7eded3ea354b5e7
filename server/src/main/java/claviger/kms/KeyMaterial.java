package claviger.kms;

import claviger.call.Noun;
import claviger.call.RowId;
import claviger.crypto.Blob;

/// The key material of a KMS key at rest, sealed under its Region's domain key with its whole identity as additional
/// data.
///
/// @param id 64 lower-case hex digits
/// @param domainKeyVersion which domain key sealed it
public record KeyMaterial(
        String account, String region, String keyId, String id, int domainKeyVersion, Blob sealed, long version)
        implements Noun {

    @Override
    public RowId rowId() {
        return new RowId(RowId.Table.KEY_MATERIAL, account, region, keyId + "/" + id);
    }
}
