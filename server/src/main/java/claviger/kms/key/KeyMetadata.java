package claviger.kms.key;

import claviger.call.MemberName;
import claviger.kms.EncryptionAlgorithmSpec;
import claviger.kms.Key;
import claviger.kms.KeyManagerType;
import claviger.kms.KeySpec;
import claviger.kms.KeyState;
import claviger.kms.KeyUsageType;
import claviger.kms.OriginType;
import java.time.Instant;
import java.util.List;
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
        List<EncryptionAlgorithmSpec> encryptionAlgorithms,
        boolean multiRegion,
        @Nullable String currentKeyMaterialId) {

    static KeyMetadata of(Key key) {
        return new KeyMetadata(
                key.account(),
                key.id(),
                key.arn(),
                key.created(),
                key.state() == KeyState.ENABLED,
                key.description(),
                key.usage(),
                key.state(),
                key.deletion() == null ? null : key.deletion().date(),
                key.origin(),
                key.manager(),
                key.spec(),
                key.spec(),
                List.of(EncryptionAlgorithmSpec.SYMMETRIC_DEFAULT),
                false,
                key.currentMaterialId());
    }
}
