package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.kms.KeySpec;
import claviger.kms.KeyUsageType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every operation on a key, with a key of every spec and usage: each cell of `key-specs.txt` is a
/// test for each spec of its column, or for one of them where the operation is the same for all keys.
class KeySpecsTest {

    private static final Set<String> ON_IMPORTED =
            Set.of("GetParametersForImport", "ImportKeyMaterial", "DeleteImportedKeyMaterial");

    private static final List<Kind> KINDS = List.of(
            new Kind(KeyUsageType.ENCRYPT_DECRYPT, KeySpec.SYMMETRIC_DEFAULT),
            new Kind(KeyUsageType.ENCRYPT_DECRYPT, KeySpec.RSA_2048, KeySpec.RSA_3072, KeySpec.RSA_4096),
            new Kind(KeyUsageType.SIGN_VERIFY, KeySpec.RSA_2048, KeySpec.RSA_3072, KeySpec.RSA_4096),
            new Kind(KeyUsageType.SIGN_VERIFY, KeySpec.ECC_NIST_P256, KeySpec.ECC_NIST_P384, KeySpec.ECC_NIST_P521),
            new Kind(KeyUsageType.KEY_AGREEMENT, KeySpec.ECC_NIST_P256, KeySpec.ECC_NIST_P384, KeySpec.ECC_NIST_P521),
            new Kind(KeyUsageType.SIGN_VERIFY, KeySpec.ECC_SECG_P256K1),
            new Kind(KeyUsageType.SIGN_VERIFY, KeySpec.ECC_NIST_EDWARDS25519),
            new Kind(
                    KeyUsageType.GENERATE_VERIFY_MAC,
                    KeySpec.HMAC_224,
                    KeySpec.HMAC_256,
                    KeySpec.HMAC_384,
                    KeySpec.HMAC_512),
            new Kind(KeyUsageType.SIGN_VERIFY, KeySpec.ML_DSA_44, KeySpec.ML_DSA_65, KeySpec.ML_DSA_87),
            new Kind(KeyUsageType.ENCAPSULATE_DECAPSULATE, KeySpec.ML_KEM_512, KeySpec.ML_KEM_768, KeySpec.ML_KEM_1024),
            new Kind(KeyUsageType.ENCRYPT_DECRYPT, KeySpec.SM2),
            new Kind(KeyUsageType.SIGN_VERIFY, KeySpec.SM2),
            new Kind(KeyUsageType.KEY_AGREEMENT, KeySpec.SM2));

    /// A column.
    private record Kind(KeyUsageType usage, List<KeySpec> specs) {
        Kind(KeyUsageType usage, KeySpec... specs) {
            this(usage, List.of(specs));
        }
    }

    @TempDir
    static Path folder;

    private static TestClaviger claviger;
    private static final Map<String, KeyRequests> KEYS = new HashMap<>();

    @BeforeAll
    static void start() {
        claviger = TestClaviger.start(
                TestClaviger.config(folder, Set.of("us-east-1", "eu-west-1", "cn-north-1", "cn-northwest-1")));
    }

    @AfterAll
    static void stop() {
        claviger.close();
    }

    @Test
    void every_operation_that_is_on_a_key_has_its_row_and_every_spec_its_columns() {
        var named = Tables.rows("key-specs.txt").stream().map(row -> row[0]).toList();
        assertThat(named)
                .containsExactlyElementsOf(Tables.rows("key-states.txt").stream()
                        .map(row -> row[0])
                        .toList());
        for (var spec : KeySpec.values()) {
            var usages = KINDS.stream()
                    .filter(kind -> kind.specs.contains(spec))
                    .map(Kind::usage)
                    .toList();
            assertThat(usages)
                    .as(spec.name())
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(KeyUsageType.values())
                            .filter(spec::isFor)
                            .toList());
        }
    }

    @TestFactory
    Stream<DynamicTest> cells() {
        var tests = new ArrayList<DynamicTest>();
        for (var row : Tables.rows("key-specs.txt")) {
            assertThat(row).as(row[0]).hasSize(KINDS.size() + 1);
            var isForAll = Arrays.stream(row).skip(1).allMatch("ok"::equals);
            for (int i = 0; i < KINDS.size(); i++) {
                var cell = row[i + 1];
                var kind = KINDS.get(i);
                for (var spec : isForAll ? kind.specs.subList(0, 1) : kind.specs) {
                    tests.add(DynamicTest.dynamicTest(
                            row[0] + " with " + spec + " for " + kind.usage + ": " + cell,
                            () -> check(row[0], spec, kind.usage, cell)));
                }
            }
        }
        return tests.stream();
    }

    private static void check(String operation, KeySpec spec, KeyUsageType usage, String cell) {
        var key = key(operation, spec, usage);
        if (operation.equals("CancelKeyDeletion")) {
            key.good("ScheduleKeyDeletion", key.request("ScheduleKeyDeletion"));
        }
        var before = claviger.server.vault().store().view().changeNumber();
        var request = key.request(operation);
        var made = claviger.server.vault().store().view().changeNumber();

        var answer = key.call(operation, request);

        var wanted = switch (cell) {
            case "ok" -> "";
            case "usage" -> "InvalidKeyUsageException";
            case "kind" -> "UnsupportedOperationException";
            default -> throw new IllegalArgumentException(cell);
        };
        assertThat(answer.error()).as("%s", answer).isEqualTo(wanted);
        if (!cell.equals("ok")) {
            assertThat(claviger.server.vault().store().view().changeNumber())
                    .as("changes by a refusal")
                    .isEqualTo(made);
        }
        assertThat(made).isGreaterThanOrEqualTo(before);
        restore(operation, key);
    }

    /// Ready for the next row.
    private static void restore(String operation, KeyRequests key) {
        if (Set.of("ReplicateKey", "RotateKeyOnDemand", "UpdatePrimaryRegion").contains(operation)) {
            claviger.advance("PT0S");
        }
        if (operation.equals("ScheduleKeyDeletion")) {
            key.good("CancelKeyDeletion", key.request("CancelKeyDeletion"));
        }
        if (Set.of("CancelKeyDeletion", "DisableKey", "ScheduleKeyDeletion").contains(operation)) {
            key.good("EnableKey", key.request("EnableKey"));
        }
    }

    /// One for all rows, but for those that need imported material, and those that leave another key behind.
    private static KeyRequests key(String operation, KeySpec spec, KeyUsageType usage) {
        var region = spec == KeySpec.SM2 ? "cn-north-1" : "us-east-1";
        if (ON_IMPORTED.contains(operation)) {
            return KeyRequests.create(claviger, region, spec, usage, "\"Origin\": \"EXTERNAL\", ");
        }
        if (Set.of("UpdateAlias", "CreateAlias", "DeleteAlias").contains(operation)) {
            return KeyRequests.create(claviger, region, spec, usage, "");
        }
        if (Set.of("ReplicateKey", "UpdatePrimaryRegion").contains(operation)) {
            return KeyRequests.create(claviger, region, spec, usage, "\"MultiRegion\": true, ");
        }
        return KEYS.computeIfAbsent(spec + " " + usage, _ -> KeyRequests.create(claviger, region, spec, usage, ""));
    }
}
