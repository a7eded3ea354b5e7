package claviger.custody;

import org.jspecify.annotations.Nullable;

/// The scope of a domain key: one account in one Region, one account's global things, or the installation.
///
/// @param account 12 digits, empty for the installation
/// @param region empty for what is global
public record Domain(String account, String region) {

    /// What belongs to no account: the state digest, the audit signing key.
    public static final Domain INSTALLATION = new Domain("", "");

    /// What an account has once for all Regions: its access keys.
    public static Domain global(String account) {
        return new Domain(account, "");
    }

    // Written out, since what a record has of itself is put together at its first use: every start would wait for it.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Domain that && account.equals(that.account) && region.equals(that.region);
    }

    @Override
    public int hashCode() {
        return 31 * account.hashCode() + region.hashCode();
    }
}
