package claviger.kms.key;

import claviger.call.MemberName;
import claviger.kms.EncapsulationAlgorithmSpec;
import claviger.kms.EncryptionAlgorithmSpec;
import claviger.kms.ExpirationModelType;
import claviger.kms.Key;
import claviger.kms.KeyAgreementAlgorithmSpec;
import claviger.kms.KeyAlgorithms;
import claviger.kms.KeyManagerType;
import claviger.kms.KeySpec;
import claviger.kms.KeyState;
import claviger.kms.KeyUsageType;
import claviger.kms.MacAlgorithmSpec;
import claviger.kms.OriginType;
import claviger.kms.SigningAlgorithmSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What AWS tells of a KMS key.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html>
public record KeyMetadata(
        @MemberName("AWSAccountId") String awsAccountId,
        String keyId,
        String arn,
        Instant creationDate,
        boolean enabled,
        String description,
        KeyUsageType keyUsage,
        KeyState keyState,
        @Nullable Instant deletionDate,
        @Nullable Instant validTo,
        OriginType origin,
        @Nullable ExpirationModelType expirationModel,
        KeyManagerType keyManager,
        KeySpec customerMasterKeySpec,
        KeySpec keySpec,
        @Nullable List<EncryptionAlgorithmSpec> encryptionAlgorithms,
        @Nullable List<SigningAlgorithmSpec> signingAlgorithms,
        @Nullable List<KeyAgreementAlgorithmSpec> keyAgreementAlgorithms,
        @Nullable List<MacAlgorithmSpec> macAlgorithms,
        @Nullable List<EncapsulationAlgorithmSpec> encapsulationAlgorithms,
        boolean multiRegion,
        @Nullable MultiRegionConfiguration multiRegionConfiguration,
        @Nullable Integer pendingDeletionWindowInDays,
        @Nullable String currentKeyMaterialId) {

    /// @param related the keys that share its id, by Region; empty for a key of one Region
    /// @param now decides whether imported material has expired
    static KeyMetadata of(Key key, Map<String, Key> related, Instant now) {
        var algorithms = KeyAlgorithms.of(key);
        var deletion = key.deletion();
        var state = key.stateAt(now);
        var expiration = state == KeyState.PENDING_IMPORT ? null : key.expiration();
        return new KeyMetadata(
                key.account(),
                key.id(),
                key.arn(),
                key.created(),
                state == KeyState.ENABLED,
                key.description(),
                key.usage(),
                state,
                deletion == null ? null : deletion.date(),
                expiration == null ? null : expiration.validTo(),
                key.origin(),
                expiration == null ? null : expiration.model(),
                key.manager(),
                key.spec(),
                key.spec(),
                algorithms.encryption(),
                algorithms.signing(),
                algorithms.agreement(),
                algorithms.mac(),
                algorithms.encapsulation(),
                key.multiRegion() != null,
                MultiRegionConfiguration.of(key, related),
                deletion != null && deletion.date() == null ? deletion.windowDays() : null,
                key.spec() == KeySpec.SYMMETRIC_DEFAULT ? key.currentMaterialId() : null);
    }
}
