package claviger.custody;

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
}
