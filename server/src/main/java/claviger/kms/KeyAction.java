package claviger.kms;

import claviger.policy.ConditionKey;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What can be done with a key that is there, by IAM's names, and which condition keys a request
/// for it may have. Left out are the actions on aliases, of which the other half is on the alias,
/// and RetireGrant, of which grants decide.
///
/// <https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html>
@SuppressWarnings("ImmutableEnumChecker") // sets of Set.of, and predicates without state
public enum KeyAction {
    DECRYPT("Decrypt", of(GrantOperation.DECRYPT), Says.ENCRYPTION),
    ENCRYPT("Encrypt", of(GrantOperation.ENCRYPT), Says.ENCRYPTION),
    RE_ENCRYPT_FROM("ReEncryptFrom", of(GrantOperation.RE_ENCRYPT_FROM), Says.RE_ENCRYPTION),
    RE_ENCRYPT_TO("ReEncryptTo", of(GrantOperation.RE_ENCRYPT_TO), Says.RE_ENCRYPTION),
    GENERATE_DATA_KEY("GenerateDataKey", of(GrantOperation.GENERATE_DATA_KEY), Says.ENCRYPTION),
    GENERATE_DATA_KEY_WITHOUT_PLAINTEXT(
            "GenerateDataKeyWithoutPlaintext", of(GrantOperation.GENERATE_DATA_KEY_WITHOUT_PLAINTEXT), Says.ENCRYPTION),
    GENERATE_DATA_KEY_PAIR("GenerateDataKeyPair", of(GrantOperation.GENERATE_DATA_KEY_PAIR), Says.DATA_KEY_PAIR),
    GENERATE_DATA_KEY_PAIR_WITHOUT_PLAINTEXT(
            "GenerateDataKeyPairWithoutPlaintext",
            of(GrantOperation.GENERATE_DATA_KEY_PAIR_WITHOUT_PLAINTEXT),
            Says.DATA_KEY_PAIR),
    SIGN("Sign", of(GrantOperation.SIGN), Says.SIGNING),
    VERIFY("Verify", of(GrantOperation.VERIFY), Says.SIGNING),
    GENERATE_MAC("GenerateMac", of(GrantOperation.GENERATE_MAC), Says.MAC),
    VERIFY_MAC("VerifyMac", of(GrantOperation.VERIFY_MAC), Says.MAC),
    DERIVE_SHARED_SECRET("DeriveSharedSecret", of(GrantOperation.DERIVE_SHARED_SECRET), Says.AGREEMENT),
    ENCAPSULATE("Encapsulate", of(GrantOperation.ENCAPSULATE), Says.ENCAPSULATION),
    DECAPSULATE("Decapsulate", of(GrantOperation.DECAPSULATE), Says.ENCAPSULATION),
    GET_PUBLIC_KEY("GetPublicKey", of(GrantOperation.GET_PUBLIC_KEY), Says.ALIAS),
    DESCRIBE_KEY("DescribeKey", _ -> true, Says.ALIAS),
    CREATE_GRANT("CreateGrant", _ -> true, Says.GRANT),
    LIST_GRANTS("ListGrants", _ -> true, Says.NOTHING),
    REVOKE_GRANT("RevokeGrant", _ -> true, Says.NOTHING),
    GET_KEY_POLICY("GetKeyPolicy", _ -> true, Says.NOTHING),
    LIST_KEY_POLICIES("ListKeyPolicies", _ -> true, Says.NOTHING),
    PUT_KEY_POLICY("PutKeyPolicy", _ -> true, Set.of("kms:bypasspolicylockoutsafetycheck")),
    LIST_RESOURCE_TAGS("ListResourceTags", _ -> true, Says.NOTHING),
    TAG_RESOURCE("TagResource", _ -> true, Set.of("aws:tagkeys", "aws:requesttag/")),
    UNTAG_RESOURCE("UntagResource", _ -> true, Set.of("aws:tagkeys")),
    UPDATE_KEY_DESCRIPTION("UpdateKeyDescription", _ -> true, Says.NOTHING),
    ENABLE_KEY("EnableKey", _ -> true, Says.NOTHING),
    DISABLE_KEY("DisableKey", _ -> true, Says.UNUSED_DAYS),
    SCHEDULE_KEY_DELETION(
            "ScheduleKeyDeletion",
            _ -> true,
            Set.of("kms:schedulekeydeletionpendingwindowindays", "kms:trailingdayswithoutkeyusage")),
    CANCEL_KEY_DELETION("CancelKeyDeletion", _ -> true, Says.NOTHING),
    GET_KEY_LAST_USAGE("GetKeyLastUsage", _ -> true, Says.NOTHING),
    GET_KEY_ROTATION_STATUS("GetKeyRotationStatus", _ -> true, Says.NOTHING),
    ENABLE_KEY_ROTATION("EnableKeyRotation", KeyAction::isSymmetric, Set.of("kms:rotationperiodindays")),
    DISABLE_KEY_ROTATION("DisableKeyRotation", KeyAction::isSymmetric, Says.NOTHING),
    ROTATE_KEY_ON_DEMAND("RotateKeyOnDemand", KeyAction::isSymmetric, Says.NOTHING),
    LIST_KEY_ROTATIONS("ListKeyRotations", KeyAction::isSymmetric, Says.NOTHING),
    GET_PARAMETERS_FOR_IMPORT(
            "GetParametersForImport", KeyAction::isImported, Set.of("kms:wrappingalgorithm", "kms:wrappingkeyspec")),
    IMPORT_KEY_MATERIAL("ImportKeyMaterial", KeyAction::isImported, Set.of("kms:expirationmodel", "kms:validto")),
    DELETE_IMPORTED_KEY_MATERIAL("DeleteImportedKeyMaterial", KeyAction::isImported, Says.NOTHING),
    REPLICATE_KEY("ReplicateKey", KeyAction::isPrimary, Set.of("kms:replicaregion")),
    UPDATE_PRIMARY_REGION("UpdatePrimaryRegion", KeyAction::isMultiRegion, Set.of("kms:primaryregion"));

    /// The condition keys that requests have beside those of every request.
    private static final class Says {
        static final Set<String> NOTHING = Set.of();
        static final Set<String> ALIAS = Set.of("kms:requestalias");
        static final Set<String> UNUSED_DAYS = Set.of("kms:trailingdayswithoutkeyusage");
        static final Set<String> AGREEMENT = Set.of("kms:requestalias", "kms:keyagreementalgorithm");
        static final Set<String> ENCAPSULATION = Set.of("kms:requestalias", "kms:encapsulationalgorithm");
        static final Set<String> MAC = Set.of("kms:requestalias", "kms:macalgorithm");
        static final Set<String> SIGNING = Set.of("kms:requestalias", "kms:signingalgorithm", "kms:messagetype");
        static final Set<String> ENCRYPTION = Set.of(
                "kms:requestalias", "kms:encryptionalgorithm", "kms:encryptioncontextkeys", "kms:encryptioncontext:");
        static final Set<String> RE_ENCRYPTION = Set.of(
                "kms:requestalias",
                "kms:encryptionalgorithm",
                "kms:encryptioncontextkeys",
                "kms:encryptioncontext:",
                "kms:reencryptonsamekey");
        static final Set<String> DATA_KEY_PAIR = Set.of(
                "kms:requestalias",
                "kms:encryptionalgorithm",
                "kms:encryptioncontextkeys",
                "kms:encryptioncontext:",
                "kms:datakeypairspec");
        static final Set<String> GRANT = Set.of(
                "kms:encryptioncontextkeys",
                "kms:encryptioncontext:",
                "kms:grantconstraintsourcearn",
                "kms:grantconstrainttype",
                "kms:granteeprincipal",
                "kms:granteeserviceprincipal",
                "kms:grantoperations",
                "kms:retiringprincipal",
                "kms:retiringserviceprincipal");
    }

    private static final Map<String, KeyAction> BY_LOWER_NAME = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(
                    action -> action.operation.toLowerCase(Locale.ROOT), Function.identity()));

    private final String operation;
    private final Predicate<Key> fits;
    private final Set<String> said;

    KeyAction(String operation, Predicate<Key> fits, Set<String> said) {
        this.operation = operation;
        this.fits = fits;
        this.said = said;
    }

    /// By its name in any case, with `kms:` or without; `null` if there is none.
    public static @Nullable KeyAction named(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return BY_LOWER_NAME.get(lower.startsWith("kms:") ? lower.substring("kms:".length()) : lower);
    }

    /// All that make sense with a key.
    public static List<KeyAction> of(Key key) {
        return Arrays.stream(values()).filter(action -> action.fits.test(key)).toList();
    }

    /// Such as `Decrypt`.
    public String operation() {
        return operation;
    }

    /// Such as `kms:Decrypt`.
    public String action() {
        return "kms:" + operation;
    }

    /// Whether a request may have an answer of its own for a condition key. An encryption context
    /// goes with symmetric encryption keys alone.
    boolean maySay(ConditionKey key, KeySpec spec) {
        return switch (key.family()) {
            case ENCRYPTION_CONTEXT -> spec == KeySpec.SYMMETRIC_DEFAULT && said.contains("kms:encryptioncontext:");
            case REQUEST_TAG -> said.contains("aws:requesttag/");
            case SINGLE ->
                said.contains(key.name())
                        && (spec == KeySpec.SYMMETRIC_DEFAULT || !key.name().equals("kms:encryptioncontextkeys"));
            default -> false;
        };
    }

    private static Predicate<Key> of(GrantOperation operation) {
        return key -> operation.fits(key.spec(), key.usage());
    }

    private static boolean isSymmetric(Key key) {
        return key.spec() == KeySpec.SYMMETRIC_DEFAULT;
    }

    private static boolean isImported(Key key) {
        return key.origin() == OriginType.EXTERNAL;
    }

    private static boolean isMultiRegion(Key key) {
        return key.multiRegion() != null;
    }

    private static boolean isPrimary(Key key) {
        return key.multiRegion() == MultiRegionKeyType.PRIMARY;
    }
}
