package claviger.call;

/// Where a noun is stored. Lookups always name the account, never an id alone.
///
/// @param account 12 digits, or empty for what belongs to the installation
/// @param region the Region, or empty for what is global to the account
/// @param id unique within table, account and Region
public record RowId(Table table, String account, String region, String id) {

    /// Every table of nouns.
    public enum Table {
        DOMAIN_KEY,
        ACCOUNT,
        ACCESS_KEY,
        KMS_KEY,
        KEY_MATERIAL,
        ALIAS,
        KMS_GRANT,
        IAM_USER,
        IAM_GROUP,
        IAM_ROLE,
        IAM_POLICY,
        MFA_DEVICE,
        OIDC_PROVIDER
    }
}
