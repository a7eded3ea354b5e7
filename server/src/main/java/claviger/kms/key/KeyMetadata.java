package claviger.kms.key;

import claviger.call.MemberName;
import claviger.kms.EncapsulationAlgorithmSpec;
import claviger.kms.EncryptionAlgorithmSpec;
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
        OriginType origin,
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
    static KeyMetadata of(Key key, Map<String, Key> related) {
        var algorithms = KeyAlgorithms.of(key);
        var deletion = key.deletion();
        return new KeyMetadata(
                key.account(),
                key.id(),
                key.arn(),
                key.created(),
                key.state() == KeyState.ENABLED,
                key.description(),
                key.usage(),
                key.state(),
                deletion == null ? null : deletion.date(),
                key.origin(),
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
