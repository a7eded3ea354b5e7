package claviger;

import claviger.call.CommonError;
import claviger.kms.DataKeyPairSpec;
import claviger.kms.Key;
import claviger.kms.KeySpec;
import claviger.kms.cryptography.GenerateDataKeyPair;
import claviger.kms.cryptography.GenerateDataKeyPairWithoutPlaintext;
import claviger.kms.key.ReplicateKey;
import claviger.kms.key.UpdatePrimaryRegion;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/// AWS's request quotas. Operations have quotas of their own, but those that use key material share one
/// for each kind of key.
///
/// <https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html>
final class AwsRequestQuotas implements RequestQuotas {

    /// The most buckets that are kept. Whoever has rested longest is forgotten, and begins with a full one.
    private static final int MOST = 10_000;

    private static final Set<String> CRYPTOGRAPHIC = Set.of(
            "Decapsulate",
            "Decrypt",
            "DeriveSharedSecret",
            "Encapsulate",
            "Encrypt",
            "GenerateDataKey",
            "GenerateDataKeyWithoutPlaintext",
            "GenerateMac",
            "GenerateRandom",
            "ReEncrypt",
            "Sign",
            "Verify",
            "VerifyMac");

    private static final Map<String, Double> PER_SECOND = perSecond();

    private final LongSupplier nanoTime;

    private final Map<Place, TokenBucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, TokenBucket> eldest) {
            return size() > MOST;
        }
    };

    /// @param nanoTime a clock that never goes back, in nanoseconds
    AwsRequestQuotas(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /// A quota by AWS's name for it.
    record Quota(String name, double perSecond) {}

    /// What a request counts as, and where.
    record Charge(Quota quota, String region, int times) {}

    private record Place(String account, String region, String quota) {}

    @Override
    public void take(String account, String region, String operation, Record request, List<Key> keys) {
        var charges = charges(operation, request, region, keys);
        for (int i = 0; i < charges.size(); i++) {
            var now = nanoTime.getAsLong();
            if (!bucket(account, charges.get(i), now).take(charges.get(i).times(), now)) {
                // What is refused counts for nothing.
                charges.subList(0, i)
                        .forEach(taken -> bucket(account, taken, now).giveBack(taken.times()));
                throw CommonError.THROTTLING.because(
                        "You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.");
            }
        }
    }

    private TokenBucket bucket(String account, Charge charge, long now) {
        var quota = charge.quota();
        var place = new Place(account, charge.region(), quota.name());
        synchronized (buckets) {
            return buckets.computeIfAbsent(
                    place, _ -> new TokenBucket(quota.perSecond(), Math.max(1, quota.perSecond()), now));
        }
    }

    /// What a request counts against. A new replica counts in its own Region too, and so does a new primary
    /// Region.
    static List<Charge> charges(String operation, Record request, String region, List<Key> keys) {
        return switch (request) {
            case GenerateDataKeyPair.Request pair -> List.of(new Charge(keyPairs(pair.keyPairSpec()), region, 1));
            case GenerateDataKeyPairWithoutPlaintext.Request pair ->
                List.of(new Charge(keyPairs(pair.keyPairSpec()), region, 1));
            case ReplicateKey.Request replica ->
                List.of(
                        new Charge(own(operation), region, 1),
                        new Charge(own("CreateKey"), replica.replicaRegion(), 2));
            case UpdatePrimaryRegion.Request primary ->
                List.of(new Charge(own(operation), region, 1), new Charge(own(operation), primary.primaryRegion(), 1));
            default ->
                quotas(operation, region, keys).stream()
                        .map(quota -> new Charge(quota, region, 1))
                        .toList();
        };
    }

    /// Of ReEncrypt, those of both keys.
    private static Set<Quota> quotas(String operation, String region, List<Key> keys) {
        if (!CRYPTOGRAPHIC.contains(operation)) {
            return Set.of(own(operation));
        }
        if (keys.isEmpty()) {
            return Set.of(cryptographic(KeySpec.SYMMETRIC_DEFAULT, region));
        }
        var quotas = new LinkedHashSet<Quota>();
        keys.forEach(key -> quotas.add(cryptographic(key.spec(), region)));
        return quotas;
    }

    private static Quota own(String operation) {
        var perSecond = PER_SECOND.get(operation);
        if (perSecond == null) {
            throw new IllegalStateException(operation + " has no request quota here");
        }
        return new Quota(operation, perSecond);
    }

    /// The quota of making key pairs of one spec.
    static Quota keyPairs(DataKeyPairSpec spec) {
        double perSecond = switch (spec) {
            case ECC_NIST_P256, ECC_SECG_P256K1, SM2 -> 25;
            case ECC_NIST_P384 -> 10;
            case ECC_NIST_P521 -> 5;
            case RSA_2048 -> 1;
            case RSA_3072 -> 0.5;
            case RSA_4096 -> 0.1;
            // AWS has published no figures for these: that of P-256, which costs as much to make.
            case ECC_NIST_EDWARDS25519, ML_KEM_512, ML_KEM_768, ML_KEM_1024 -> 25;
        };
        return new Quota("GenerateDataKeyPair (" + spec + ")", perSecond);
    }

    /// The quota that all uses of keys of one kind share.
    static Quota cryptographic(KeySpec spec, String region) {
        return switch (spec) {
            case SYMMETRIC_DEFAULT, HMAC_224, HMAC_256, HMAC_384, HMAC_512 ->
                new Quota("Cryptographic operations (symmetric)", symmetricPerSecond(region));
            case RSA_2048, RSA_3072, RSA_4096 -> new Quota("Cryptographic operations (RSA)", 500);
            case ECC_NIST_P256, ECC_NIST_P384, ECC_NIST_P521, ECC_SECG_P256K1, ECC_NIST_EDWARDS25519 ->
                new Quota("Cryptographic operations (ECC)", 300);
            case SM2 -> new Quota("Cryptographic operations (SM2)", 300);
            // AWS has published no figures for these: those of the other asymmetric keys.
            case ML_DSA_44, ML_DSA_65, ML_DSA_87 -> new Quota("Cryptographic operations (ML-DSA)", 300);
            case ML_KEM_512, ML_KEM_768, ML_KEM_1024 -> new Quota("Cryptographic operations (ML-KEM)", 300);
        };
    }

    private static double symmetricPerSecond(String region) {
        return switch (region) {
            case "us-east-1", "us-west-2", "eu-west-1" -> 50_000;
            case "us-east-2", "ap-southeast-1", "ap-southeast-2", "ap-northeast-1", "eu-central-1", "eu-west-2" ->
                10_000;
            default -> 5_500;
        };
    }

    private static Map<String, Double> perSecond() {
        var rates = new HashMap<String, Double>();
        put(rates, 2000, "DescribeKey", "GetPublicKey", "ListResourceTags");
        put(rates, 1000, "GetKeyPolicy", "GetKeyRotationStatus");
        put(rates, 500, "ListAliases", "ListKeys");
        put(rates, 100, "ListGrants", "ListKeyPolicies", "ListRetirableGrants");
        put(rates, 50, "CreateGrant");
        put(rates, 30, "RetireGrant", "RevokeGrant");
        put(rates, 15, "DeleteAlias", "EnableKeyRotation", "PutKeyPolicy", "ScheduleKeyDeletion");
        put(rates, 10, "TagResource");
        put(rates, 0.25, "GetParametersForImport");
        put(rates, 5, "CancelKeyDeletion", "CreateAlias", "CreateKey", "DeleteImportedKeyMaterial", "DisableKey");
        put(rates, 5, "DisableKeyRotation", "EnableKey", "ImportKeyMaterial", "ReplicateKey", "UntagResource");
        put(rates, 5, "UpdateAlias", "UpdateKeyDescription", "UpdatePrimaryRegion");
        put(rates, 5, "ConnectCustomKeyStore", "CreateCustomKeyStore", "DeleteCustomKeyStore");
        put(rates, 5, "DescribeCustomKeyStores", "DisconnectCustomKeyStore", "UpdateCustomKeyStore");
        // AWS has published no figures for these: those of their like.
        put(rates, 2000, "GetKeyLastUsage");
        put(rates, 100, "ListKeyRotations");
        put(rates, 5, "RotateKeyOnDemand");
        return Map.copyOf(rates);
    }

    private static void put(Map<String, Double> rates, double perSecond, String... operations) {
        for (var operation : operations) {
            rates.put(operation, perSecond);
        }
    }
}
