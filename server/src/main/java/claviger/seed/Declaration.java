package claviger.seed;

import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Range;
import claviger.call.Required;
import claviger.crypto.SecretBytes;
import claviger.kms.Alias;
import claviger.kms.Grant;
import claviger.kms.GrantConstraints;
import claviger.kms.GrantOperation;
import claviger.kms.KeyMaterial;
import claviger.kms.KeySpec;
import claviger.kms.KeyUsageType;
import claviger.kms.OriginType;
import claviger.kms.Principals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a seed file says. The reader and the published schema are made from these records; a component is a field of
/// the same name with a capital. Limits are those of the requests that would do the same.
record Declaration(
        @About("The account of keys that name none.") @Nullable @Matches(ACCOUNT_ID)
        String accountId,

        @About("The Region of keys that name none.") @Nullable @Matches(REGION)
        String region,

        @About("Accounts, and access keys of their root users.")
        List<AccountEntry> accounts,

        @About("KMS keys, each with its replicas, aliases and grants.")
        List<KeyEntry> keys) {

    static final String ACCOUNT_ID = "^[0-9]{12}$";
    static final String REGION = "^([a-z]+-){2,3}[0-9]+$";
    static final String KEY_ID = "^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$";

    record AccountEntry(
            @About("12 digits, in quotes.") @Matches(ACCOUNT_ID)
            String accountId,

            @About("Access keys of the account's root user.")
            List<AccessKeyEntry> accessKeys) {}

    record AccessKeyEntry(
            @About("Such as AKIA and 16 letters and digits; unique in the installation.")
            @Length(min = 16, max = 128)
            @Matches("^\\w+$")
            String accessKeyId,

            @About("40 characters, as AWS's secrets have.")
            @Encoded(Encoding.TEXT)
            @Length(min = 40, max = 40)
            @Matches("^[A-Za-z0-9/+=]+$")
            SecretBytes secretAccessKey) {}

    record KeyEntry(
            @About("A UUID; or mrk- and 32 hex digits, which makes a multi-Region key.") @Matches(KEY_ID)
            String keyId,

            @About("The account that owns the key.") @Nullable @Matches(ACCOUNT_ID)
            String accountId,

            @About("The Region of the key; of a multi-Region key, that of the primary key.") @Nullable @Matches(REGION)
            String region,

            @About("The kind of its material. Default: SYMMETRIC_DEFAULT.") @Nullable
            KeySpec keySpec,

            @About("What it is for. Only a symmetric encryption key need not say.") @Nullable
            KeyUsageType keyUsage,

            @About("Whether its material is imported. Default: AWS_KMS.") @Nullable
            Origin origin,

            @About("A description.") @Nullable @Length(max = 8192)
            String description,

            @About("Whether it can be used. Default for a new key: true.") @Nullable
            Boolean enabled,

            @About("The key policy: a mapping, or its JSON text.") @Nullable
            PolicyForm policy,

            @About("Tag keys and values. They replace all tags that the key has.") @Nullable
            Map<String, String> tags,

            @About("Whether it rotates by itself.") @Nullable
            Boolean enableKeyRotation,

            @About("How often it rotates by itself. Default: 365.") @Nullable @Range(min = 90, max = 2560)
            Integer rotationPeriodInDays,

            @About("When it was made. Default: when the file is first applied.") @Nullable
            Instant creationDate,

            @About("Its material, the first first and the current last. Without any, it is made here.")
            List<MaterialEntry> keyMaterial,

            @About("Its replicas in other Regions.") List<ReplicaEntry> replicas,

            @About("Names for it, such as alias/app.")
            List<@Length(min = 1, max = 256) @Matches(Alias.NAME_PATTERN) String> aliases,

            @About("Grants on it.") List<GrantEntry> grants) {}

    /// The origins whose keys can be declared.
    enum Origin {
        AWS_KMS,
        EXTERNAL;

        OriginType type() {
            return OriginType.valueOf(name());
        }
    }

    record MaterialEntry(
            @About("The bytes of a symmetric or HMAC key in base64.") @Nullable @Encoded(Encoding.BASE64)
            SecretBytes base64,

            @About("The bytes of a symmetric or HMAC key in hex, in quotes.") @Nullable @Encoded(Encoding.HEX)
            SecretBytes hex,

            @About("The private key of an asymmetric key: PKCS #8 in PEM.") @Nullable @Encoded(Encoding.PEM)
            SecretBytes pem,

            @About("When the key rotated to it. Not for the first.") @Nullable
            Instant rotationDate,

            @About("When imported material expires.") @Nullable
            Instant validTo,

            @About("A description of imported material.")
            @Nullable
            @Length(max = 256)
            @Matches(KeyMaterial.Imported.DESCRIPTION)
            String keyMaterialDescription) {

        /// In whichever form it is given.
        List<SecretBytes> given() {
            var given = new ArrayList<SecretBytes>();
            for (var secret : new @Nullable SecretBytes[] {base64, hex, pem}) {
                if (secret != null) {
                    given.add(secret);
                }
            }
            return given;
        }
    }

    record ReplicaEntry(
            @About("Another Region than that of the primary key.") @Matches(REGION)
            String region,

            @About("A description.") @Nullable @Length(max = 8192)
            String description,

            @About("Whether it can be used. Default for a new key: true.") @Nullable
            Boolean enabled,

            @About("The key policy: a mapping, or its JSON text.") @Nullable
            PolicyForm policy,

            @About("Tag keys and values. They replace all tags that the replica has.") @Nullable
            Map<String, String> tags,

            @About("Names for it, such as alias/app.")
            List<@Length(min = 1, max = 256) @Matches(Alias.NAME_PATTERN) String> aliases,

            @About("Grants on it.") List<GrantEntry> grants) {}

    record GrantEntry(
            @About("A name.") @Nullable @Length(min = 1, max = 256) @Matches("^[a-zA-Z0-9:/_-]+$")
            String name,

            @About("The ARN of who is permitted.") @Nullable @Length(min = 1, max = 256) @Matches(Principals.PATTERN)
            String granteePrincipal,

            @About("The ARN of who may retire it.") @Nullable @Length(min = 1, max = 256) @Matches(Principals.PATTERN)
            String retiringPrincipal,

            @About("What is permitted.") @Required List<GrantOperation> operations,

            @About("Under which circumstances.") @Nullable GrantConstraints constraints,

            @About("The service that is permitted.")
            @Nullable
            @Length(min = 1, max = 128)
            @Matches(Principals.SERVICE_PATTERN)
            String granteeServicePrincipal,

            @About("The service that may retire it.")
            @Nullable
            @Length(min = 1, max = 128)
            @Matches(Principals.SERVICE_PATTERN)
            String retiringServicePrincipal) {

        Grant.Terms terms() {
            return new Grant.Terms(
                    name,
                    granteePrincipal,
                    granteeServicePrincipal,
                    retiringPrincipal,
                    retiringServicePrincipal,
                    operations.stream().distinct().sorted().toList(),
                    GrantConstraints.NONE.equals(constraints) ? null : constraints);
        }
    }

    /// A key policy as the text that is put.
    ///
    /// @param text what was written, or the JSON of the mapping that was
    record PolicyForm(String text) {}
}
