package claviger.iam;

import claviger.custody.DomainKey;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One account, as a request to IAM sees it.
///
/// @param account `null` in development, where any account is there
/// @param others what any account has in IAM
/// @param domainKeys of its global domain, in the order of their versions
public record IamState(
        String accountId, @Nullable Account account, Function<String, Identities> others, List<DomainKey> domainKeys) {

    /// What the account has.
    public Identities identities() {
        return others.apply(accountId);
    }

    /// When the account was made; in development, always.
    public Instant created() {
        return account == null ? Instant.EPOCH : account.created();
    }
}
