package claviger.kms.key;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.CommonError;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.crypto.SecretBytes;
import claviger.kms.Facts;
import claviger.kms.Key;
import claviger.kms.KeyManagerType;
import claviger.kms.KeyProperties;
import claviger.kms.KeyReference;
import claviger.kms.KeySpec;
import claviger.kms.KeyState;
import claviger.kms.KeyUsageType;
import claviger.kms.KmsError;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.MultiRegionKeyType;
import claviger.kms.Needs;
import claviger.kms.NewMaterial;
import claviger.kms.OriginType;
import claviger.kms.PolicyText;
import claviger.kms.ResourceQuotas;
import claviger.kms.Rotation;
import claviger.kms.Tag;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Makes a customer managed key, and its material unless that will be imported.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html>
public final class CreateKey implements KmsOperation<CreateKey.Request, CreateKey.Response> {

    private final NewMaterial newMaterial;
    private final PolicyText policies;
    private final ResourceQuotas quotas;
    private final Given given;

    public CreateKey(NewMaterial newMaterial, PolicyText policies, ResourceQuotas quotas) {
        this(newMaterial, policies, quotas, Given.NOTHING);
    }

    /// The operation for one request.
    ///
    /// @param given what is not to be chosen here
    public CreateKey(NewMaterial newMaterial, PolicyText policies, ResourceQuotas quotas, Given given) {
        this.newMaterial = newMaterial;
        this.policies = policies;
        this.quotas = quotas;
        this.given = given;
    }

    /// What else AWS chooses.
    ///
    /// @param keyId as it was asked for, `null` for a new one
    /// @param material as it came, `null` for new one; is wiped
    public record Given(@Nullable String keyId, @Nullable SecretBytes material) {

        static final Given NOTHING = new Given(null, null);
    }

    public record Request(
            @Audited @Nullable @Length(min = 1, max = 131_072) @Matches(PolicyText.PATTERN)
            String policy,

            @Audited @Nullable @Length(max = 8192) String description,
            @Audited @Nullable KeyUsageType keyUsage,
            @Audited @Nullable CustomerMasterKeySpec customerMasterKeySpec,
            @Audited @Nullable KeySpec keySpec,
            @Audited @Nullable OriginType origin,
            @Audited @Nullable @Length(min = 1, max = 64) String customKeyStoreId,
            @Audited @Nullable Boolean bypassPolicyLockoutSafetyCheck,
            @Audited List<Tag> tags,
            @Audited boolean multiRegion,

            @Audited @Nullable @Length(min = 1, max = 128) @Matches("^[a-zA-Z0-9-_.]+$")
            String xksKeyId) {

        /// The spec by either of its two names.
        KeySpec spec() {
            if (keySpec != null && customerMasterKeySpec != null) {
                throw CommonError.VALIDATION.because("You cannot specify KeySpec and CustomerMasterKeySpec in the"
                        + " same request. CustomerMasterKeySpec is deprecated.");
            }
            if (customerMasterKeySpec != null) {
                return KeySpec.valueOf(customerMasterKeySpec.name());
            }
            return keySpec == null ? KeySpec.SYMMETRIC_DEFAULT : keySpec;
        }

        OriginType keyOrigin() {
            return origin == null ? OriginType.AWS_KMS : origin;
        }

        KeyProperties properties() {
            return new KeyProperties(
                    spec(), spec().usage(keyUsage), keyOrigin(), multiRegion ? MultiRegionKeyType.PRIMARY : null);
        }
    }

    public record Response(@Audited KeyMetadata keyMetadata) {}

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public Needs needs(Request request) {
        refuseWhatIsNotOffered(request);
        return Needs.newKey(
                request.properties(),
                Facts.ofTags(request.tags())
                        .with("kms:bypasspolicylockoutsafetycheck", request.bypassPolicyLockoutSafetyCheck()));
    }

    @Override
    public Outcome<Response> handle(Request request, Leave leave) {
        quotas.admitKey(leave.owned().keys().size());
        var policy = request.policy();
        var keyId = given.keyId == null
                ? keyId(request.multiRegion())
                : checkedId(given.keyId, request.multiRegion(), leave);
        var spec = request.spec();
        var usage = spec.usage(request.keyUsage());
        spec.refuseOutside(leave.region());
        var origin = request.keyOrigin();
        var awaits = origin == OriginType.EXTERNAL;
        var made = awaits ? newMaterial.awaited(leave) : material(spec, leave, keyId);
        var key = new Key(
                leave.account(),
                leave.region(),
                keyId,
                spec,
                usage,
                origin,
                KeyManagerType.CUSTOMER,
                awaits ? KeyState.PENDING_IMPORT : KeyState.ENABLED,
                request.description() == null ? "" : request.description(),
                policy == null
                        ? PolicyText.delegatingTo(leave.account(), leave.region())
                        : policies.put(
                                policy,
                                request.bypassPolicyLockoutSafetyCheck(),
                                leave,
                                Key.arn(leave.account(), leave.region(), keyId),
                                request.properties()),
                Tag.added(Map.of(), request.tags()),
                made.materialId(),
                Rotation.NONE,
                request.multiRegion() ? MultiRegionKeyType.PRIMARY : null,
                null,
                null,
                leave.now(),
                1);
        return answer(new Response(KeyMetadata.of(key, Map.of(key.region(), key), leave.now())))
                .changing(made.with(key));
    }

    /// Those of multi-Region keys can be told by how they begin.
    private static String keyId(boolean multiRegion) {
        var uuid = UUID.randomUUID().toString();
        return multiRegion ? "mrk-" + uuid.replace("-", "") : uuid;
    }

    private static String checkedId(String keyId, boolean multiRegion, Leave leave) {
        if (!KeyReference.KEY_ID.matcher(keyId).matches() || keyId.startsWith("mrk-") != multiRegion) {
            throw CommonError.VALIDATION.because(
                    "'%s' cannot be the id of this key: that of a key of one Region is a UUID in lower case, and that of"
                            + " a multi-Region key is mrk- and 32 hex digits.",
                    keyId);
        }
        if (leave.owned().key(keyId) != null || leave.ownsMultiRegionKey(keyId)) {
            throw KmsError.ALREADY_EXISTS.because(
                    "Key %s already exists.", Key.arn(leave.account(), leave.region(), keyId));
        }
        return keyId;
    }

    private NewMaterial.Made material(KeySpec spec, Leave leave, String keyId) {
        if (given.material == null) {
            return newMaterial.of(spec, leave, keyId);
        }
        var secret = newMaterial
                .ofStrangerFramedOrNot(spec, given.material)
                .orElseThrow(() -> CommonError.VALIDATION.because(
                        "The given key material is none of KeySpec %s: %s.",
                        spec,
                        spec.isAsymmetric()
                                ? "it must be one sound private key in PKCS #8, in DER and base64"
                                : "it must have %s bytes".formatted(NewMaterial.length(spec))));
        return newMaterial.of(secret, leave, keyId);
    }

    private void refuseWhatIsNotOffered(Request request) {
        if (given.material != null && request.origin() != null && request.origin() != OriginType.AWS_KMS) {
            throw CommonError.VALIDATION.because("Key material is given only to a key of Origin AWS_KMS.");
        }
        if (request.origin() != null
                && request.origin() != OriginType.AWS_KMS
                && request.origin() != OriginType.EXTERNAL) {
            throw KmsError.UNSUPPORTED_OPERATION.because("Origin %s is not supported.", request.origin());
        }
        if (request.customKeyStoreId() != null || request.xksKeyId() != null) {
            throw CommonError.VALIDATION.because(
                    "CustomKeyStoreId and XksKeyId go only with an Origin in a custom key store.");
        }
    }
}
