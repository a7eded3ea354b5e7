package claviger.iam;

import claviger.custody.DomainKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One account, as a request to IAM sees it.
///
/// @param account `null` in development, where any account is there
/// @param identities what the account has
/// @param directory who there is in all accounts
/// @param domainKeys of its global domain, in the order of their versions
public record IamState(
        String accountId,
        @Nullable Account account,
        Identities identities,
        Directory directory,
        List<DomainKey> domainKeys) {

    /// When the account was made; in development, always.
    public Instant created() {
        return account == null ? Instant.EPOCH : account.created();
    }
}
