package claviger;

import claviger.crypto.Randomness;
import claviger.custody.Custody;
import claviger.kms.GrantTokens;
import claviger.kms.ImportTokens;
import claviger.kms.KeyPairs;
import claviger.kms.KeyUses;
import claviger.kms.KmsOperation;
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
import claviger.wire.Json;
import claviger.wire.RecordReader;
import claviger.wire.RecordWriter;
import java.lang.reflect.ParameterizedType;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The catalogue: every operation, by what it is called on the wire.
final class Operations {

    private static final String KMS_TARGET = "TrentService.";

    private final Map<String, Entry<?, ?>> byTarget = new HashMap<>();

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
        for (var operation : List.of(
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
                new VerifyMac())) {
            byTarget.put(KMS_TARGET + operation.name(), Entry.of(operation));
        }
    }

    /// The operation that an X-Amz-Target header names, `null` if there is none.
    @Nullable
    Entry<?, ?> named(String target) {
        return byTarget.get(target);
    }

    Collection<Entry<?, ?>> all() {
        return byTarget.values();
    }

    /// An operation, with what reads its requests and writes its answers. Those are made at the first call,
    /// since making them for all operations takes longer than the rest of a start.
    static final class Entry<I extends Record, O extends Record> {

        private record Wire<I extends Record>(RecordReader<I> reader, RecordWriter request, RecordWriter response) {}

        private final KmsOperation<I, O> operation;
        private volatile @Nullable Wire<I> wire;

        private Entry(KmsOperation<I, O> operation) {
            this.operation = operation;
        }

        static <I extends Record, O extends Record> Entry<I, O> of(KmsOperation<I, O> operation) {
            return new Entry<>(operation);
        }

        KmsOperation<I, O> operation() {
            return operation;
        }

        RecordReader<I> reader() {
            return wire().reader();
        }

        RecordWriter request() {
            return wire().request();
        }

        RecordWriter response() {
            return wire().response();
        }

        private Wire<I> wire() {
            var made = wire;
            if (made == null) {
                var types = types(operation);
                @SuppressWarnings("unchecked") // the arguments of the operation's own interface
                var requestType = (Class<I>) types[0];
                made = new Wire<>(
                        RecordReader.of(requestType),
                        RecordWriter.of(requestType),
                        RecordWriter.of(types[1].asSubclass(Record.class)));
                wire = made;
            }
            return made;
        }

        static Class<?>[] types(KmsOperation<?, ?> operation) {
            return Arrays.stream(operation.getClass().getGenericInterfaces())
                    .filter(ParameterizedType.class::isInstance)
                    .map(ParameterizedType.class::cast)
                    .filter(type -> type.getRawType() == KmsOperation.class)
                    .flatMap(type -> Arrays.stream(type.getActualTypeArguments()))
                    .map(type -> (Class<?>) type)
                    .toArray(Class<?>[]::new);
        }
    }
}
