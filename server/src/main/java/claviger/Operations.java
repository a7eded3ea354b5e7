package claviger;

import claviger.crypto.Randomness;
import claviger.custody.Custody;
import claviger.kms.GrantTokens;
import claviger.kms.ImportTokens;
import claviger.kms.KeyPairs;
import claviger.kms.KeyUses;
import claviger.kms.NewMaterial;
import claviger.kms.PolicyText;
import claviger.kms.ResourceQuotas;
import claviger.kms.SlowWork;
import claviger.kms.alias.CreateAlias;
import claviger.kms.alias.DeleteAlias;
import claviger.kms.alias.ListAliases;
import claviger.kms.alias.UpdateAlias;
import claviger.kms.cryptography.Decapsulate;
import claviger.kms.cryptography.Decrypt;
import claviger.kms.cryptography.DeriveSharedSecret;
import claviger.kms.cryptography.Encapsulate;
import claviger.kms.cryptography.Encrypt;
import claviger.kms.cryptography.GenerateDataKey;
import claviger.kms.cryptography.GenerateDataKeyPair;
import claviger.kms.cryptography.GenerateDataKeyPairWithoutPlaintext;
import claviger.kms.cryptography.GenerateDataKeyWithoutPlaintext;
import claviger.kms.cryptography.GenerateMac;
import claviger.kms.cryptography.GenerateRandom;
import claviger.kms.cryptography.GetPublicKey;
import claviger.kms.cryptography.ReEncrypt;
import claviger.kms.cryptography.Sign;
import claviger.kms.cryptography.Verify;
import claviger.kms.cryptography.VerifyMac;
import claviger.kms.grant.CreateGrant;
import claviger.kms.grant.ListGrants;
import claviger.kms.grant.ListRetirableGrants;
import claviger.kms.grant.RetireGrant;
import claviger.kms.grant.RevokeGrant;
import claviger.kms.importing.DeleteImportedKeyMaterial;
import claviger.kms.importing.GetParametersForImport;
import claviger.kms.importing.ImportKeyMaterial;
import claviger.kms.key.CancelKeyDeletion;
import claviger.kms.key.CreateKey;
import claviger.kms.key.DescribeKey;
import claviger.kms.key.DisableKey;
import claviger.kms.key.EnableKey;
import claviger.kms.key.GetKeyLastUsage;
import claviger.kms.key.ListKeys;
import claviger.kms.key.ReplicateKey;
import claviger.kms.key.ScheduleKeyDeletion;
import claviger.kms.key.UpdateKeyDescription;
import claviger.kms.key.UpdatePrimaryRegion;
import claviger.kms.keypolicy.GetKeyPolicy;
import claviger.kms.keypolicy.ListKeyPolicies;
import claviger.kms.keypolicy.PutKeyPolicy;
import claviger.kms.rotation.DisableKeyRotation;
import claviger.kms.rotation.EnableKeyRotation;
import claviger.kms.rotation.GetKeyRotationStatus;
import claviger.kms.rotation.ListKeyRotations;
import claviger.kms.rotation.RotateKeyOnDemand;
import claviger.kms.tag.ListResourceTags;
import claviger.kms.tag.TagResource;
import claviger.kms.tag.UntagResource;
import java.util.List;
import java.util.Set;

/// The catalogue of KMS.
final class Operations extends Catalogue {

    Operations(
            Randomness random,
            Custody custody,
            SlowWork slowWork,
            KeyUses uses,
            ResourceQuotas quotas,
            Set<String> regions) {
        var keyPairs = new KeyPairs(random, slowWork);
        var newMaterial = new NewMaterial(custody, random, keyPairs);
        var importTokens = new ImportTokens(custody, random, keyPairs, slowWork);
        var policies = new PolicyText(quotas);
        List.of(
                        new CancelKeyDeletion(),
                        new CreateAlias(quotas),
                        new CreateGrant(random, new GrantTokens(custody, random), quotas),
                        new CreateKey(newMaterial, policies, quotas),
                        new Decapsulate(),
                        new Decrypt(),
                        new DeleteAlias(),
                        new DeleteImportedKeyMaterial(),
                        new DeriveSharedSecret(),
                        new DescribeKey(),
                        new DisableKey(),
                        new DisableKeyRotation(),
                        new EnableKey(),
                        new EnableKeyRotation(),
                        new Encapsulate(random),
                        new Encrypt(),
                        new GenerateDataKey(random),
                        new GenerateDataKeyPair(keyPairs),
                        new GenerateDataKeyPairWithoutPlaintext(keyPairs),
                        new GenerateDataKeyWithoutPlaintext(random),
                        new GenerateMac(),
                        new GenerateRandom(random),
                        new GetKeyLastUsage(uses),
                        new GetKeyPolicy(),
                        new GetKeyRotationStatus(),
                        new GetParametersForImport(importTokens),
                        new GetPublicKey(),
                        new ImportKeyMaterial(importTokens, newMaterial),
                        new ListAliases(),
                        new ListGrants(),
                        new ListKeyPolicies(),
                        new ListKeyRotations(),
                        new ListKeys(),
                        new ListResourceTags(),
                        new ListRetirableGrants(),
                        new PutKeyPolicy(policies),
                        new ReEncrypt(),
                        new ReplicateKey(newMaterial, policies, quotas, regions),
                        new RetireGrant(),
                        new RevokeGrant(),
                        new RotateKeyOnDemand(),
                        new ScheduleKeyDeletion(),
                        new Sign(random),
                        new TagResource(),
                        new UntagResource(),
                        new UpdateAlias(quotas),
                        new UpdateKeyDescription(),
                        new UpdatePrimaryRegion(),
                        new Verify(),
                        new VerifyMac())
                .forEach(this::add);
    }
}
