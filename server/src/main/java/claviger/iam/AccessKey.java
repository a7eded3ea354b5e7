package claviger.iam;

import claviger.call.Noun;
import claviger.call.RowId;
import claviger.crypto.Blob;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A long-term access key of a user, or of an account's root user. The secret is sealed under
/// the account's global domain key.
///
/// @param id such as `AKIA…`, unique in the installation
/// @param userId of the user whose key it is, `null` for the root user
/// @param domainKeyVersion which domain key sealed the secret
public record AccessKey(
        String id,
        String account,
        @Nullable String userId,
        boolean active,
        int domainKeyVersion,
        Blob sealedSecret,
        Instant created,
        long version)
        implements Noun {

    /// A key of the root user.
    public AccessKey(
            String id,
            String account,
            boolean active,
            int domainKeyVersion,
            Blob sealedSecret,
            Instant created,
            long version) {
        this(id, account, null, active, domainKeyVersion, sealedSecret, created, version);
    }

    @Override
    public RowId rowId() {
        return new RowId(RowId.Table.ACCESS_KEY, account, "", id);
    }

    /// The same key, that may or may not sign.
    public AccessKey active(boolean whether) {
        return new AccessKey(id, account, userId, whether, domainKeyVersion, sealedSecret, created, version + 1);
    }
}
