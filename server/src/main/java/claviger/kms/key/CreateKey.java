package claviger.kms.key;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.CommonError;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.kms.Key;
import claviger.kms.KeyManagerType;
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

    public CreateKey(NewMaterial newMaterial, PolicyText policies, ResourceQuotas quotas) {
        this.newMaterial = newMaterial;
        this.policies = policies;
        this.quotas = quotas;
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
            @Audited boolean bypassPolicyLockoutSafetyCheck,
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
    }

    public record Response(@Audited KeyMetadata keyMetadata) {}

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public Needs needs(Request request) {
        return Needs.account();
    }

    @Override
    public Outcome<Response> handle(Request request, Leave leave) {
        refuseWhatIsNotOffered(request);
        quotas.admitKey(leave.owned().keys().size());
        var policy = request.policy();
        var keyId = keyId(request.multiRegion());
        var spec = request.spec();
        var usage = spec.usage(request.keyUsage());
        spec.refuseOutside(leave.region());
        var origin = request.origin() == null ? OriginType.AWS_KMS : request.origin();
        var awaits = origin == OriginType.EXTERNAL;
        var made = awaits ? newMaterial.awaited(leave) : newMaterial.of(spec, leave, keyId);
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
                policy == null ? PolicyText.delegatingTo(leave.account(), leave.region()) : policies.checked(policy),
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

    private static void refuseWhatIsNotOffered(Request request) {
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
