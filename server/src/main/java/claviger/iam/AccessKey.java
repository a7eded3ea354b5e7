package claviger.iam;

import claviger.call.Noun;
import claviger.call.RowId;
import claviger.crypto.Blob;
import java.time.Instant;

/// A long-term access key of an account's root user. The secret is sealed under the account's global domain key.
///
/// @param id such as `AKIA…`, unique in the installation
/// @param domainKeyVersion which domain key sealed the secret
public record AccessKey(
        String id,
        String account,
        boolean active,
        int domainKeyVersion,
        Blob sealedSecret,
        Instant created,
        long version)
        implements Noun {

    @Override
    public RowId rowId() {
        return new RowId(RowId.Table.ACCESS_KEY, account, "", id);
    }
}
