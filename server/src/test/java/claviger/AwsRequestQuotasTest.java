package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.call.AwsException;
import claviger.kms.DataKeyPairSpec;
import claviger.kms.KeySpec;
import claviger.kms.cryptography.GenerateDataKeyPair;
import claviger.kms.key.ReplicateKey;
import claviger.kms.key.UpdatePrimaryRegion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// AWS's request quotas, by a clock that stands still until it is moved.
class AwsRequestQuotasTest {

    private static final String ALICE = "111122223333";
    private static final String BOB = "444455556666";

    private record AnyRequest() {}

    private static final AnyRequest ANY = new AnyRequest();

    @TempDir
    Path folder;

    private long now = Long.MAX_VALUE - 1000; // nanoTime may overflow at any moment
    private final AwsRequestQuotas quotas = new AwsRequestQuotas(() -> now);

    @Test
    void so_many_pass_at_once_and_then_so_many_in_a_second() {
        assertThat(passing(ALICE, "us-east-1", "TagResource", 20)).isEqualTo(10);
        advance(Duration.ofMillis(99));
        assertThat(passing(ALICE, "us-east-1", "TagResource", 1)).isZero();
        advance(Duration.ofMillis(2));
        assertThat(passing(ALICE, "us-east-1", "TagResource", 2)).isEqualTo(1);
        advance(Duration.ofHours(1));
        assertThat(passing(ALICE, "us-east-1", "TagResource", 20))
                .as("a rest gives one second's worth and no more")
                .isEqualTo(10);
    }

    @Test
    void what_is_allowed_less_than_once_in_a_second_is_allowed_once() {
        assertThat(passing(ALICE, "us-east-1", "GetParametersForImport", 2)).isEqualTo(1);
        advance(Duration.ofMillis(3999));
        assertThat(passing(ALICE, "us-east-1", "GetParametersForImport", 1)).isZero();
        advance(Duration.ofMillis(2));
        assertThat(passing(ALICE, "us-east-1", "GetParametersForImport", 2)).isEqualTo(1);
    }

    @Test
    void accounts_regions_and_operations_do_not_count_for_each_other() {
        assertThat(passing(ALICE, "us-east-1", "CreateKey", 9)).isEqualTo(5);
        assertThat(passing(BOB, "us-east-1", "CreateKey", 9)).isEqualTo(5);
        assertThat(passing(ALICE, "us-east-2", "CreateKey", 9)).isEqualTo(5);
        assertThat(passing(ALICE, "us-east-1", "EnableKey", 9)).isEqualTo(5);
    }

    @Test
    void uses_of_symmetric_keys_share_one_quota_that_depends_on_the_region() {
        assertThat(passing(ALICE, "eu-north-1", "Encrypt", 3000)).isEqualTo(3000);
        assertThat(passing(ALICE, "eu-north-1", "Decrypt", 2000)).isEqualTo(2000);
        assertThat(passing(ALICE, "eu-north-1", "GenerateRandom", 1000)).isEqualTo(500);
        assertThat(passing(ALICE, "eu-north-1", "ReEncrypt", 1)).isZero();
        assertThat(AwsRequestQuotas.cryptographic(KeySpec.HMAC_256, "us-west-2").perSecond())
                .isEqualTo(50_000);
        assertThat(AwsRequestQuotas.cryptographic(KeySpec.SYMMETRIC_DEFAULT, "eu-central-1")
                        .perSecond())
                .isEqualTo(10_000);
    }

    @Test
    void every_kind_of_key_has_a_quota_for_its_use() {
        var byName = Arrays.stream(KeySpec.values())
                .collect(Collectors.groupingBy(
                        spec -> AwsRequestQuotas.cryptographic(spec, "eu-north-1")
                                .name(),
                        Collectors.counting()));
        assertThat(byName)
                .containsEntry("Cryptographic operations (symmetric)", 5L)
                .containsEntry("Cryptographic operations (RSA)", 3L)
                .containsEntry("Cryptographic operations (ECC)", 5L)
                .containsEntry("Cryptographic operations (SM2)", 1L);
    }

    @Test
    void every_operation_has_a_quota() {
        for (var entry : TestOperations.all().all()) {
            var operation = entry.operation().name();
            if (!operation.startsWith("GenerateDataKeyPair")) {
                assertThat(AwsRequestQuotas.charges(operation, ANY, "us-east-1", List.of()))
                        .as(operation)
                        .hasSize(1);
            }
        }
    }

    @Test
    void key_pairs_are_counted_by_what_they_cost_to_make_and_not_as_uses_of_the_key_that_seals_them() {
        assertThat(passing(pair(DataKeyPairSpec.RSA_4096), 3)).isEqualTo(1);
        advance(Duration.ofMillis(9999));
        assertThat(passing(pair(DataKeyPairSpec.RSA_4096), 1)).isZero();
        advance(Duration.ofMillis(2));
        assertThat(passing(pair(DataKeyPairSpec.RSA_4096), 2)).isEqualTo(1);
        assertThat(passing(pair(DataKeyPairSpec.ECC_NIST_P256), 30)).isEqualTo(25);
        assertThat(passing(ALICE, "eu-north-1", "Encrypt", 6000)).isEqualTo(5500);
    }

    @Test
    void a_replica_counts_as_two_new_keys_where_it_will_be() {
        var request = new ReplicateKey.Request("mrk-1", "eu-north-1", null, false, null, List.of());
        assertThat(passing("ReplicateKey", request, "us-east-1", 9)).isEqualTo(2);
        var elsewhere = new ReplicateKey.Request("mrk-1", "eu-west-1", null, false, null, List.of());
        assertThat(passing("ReplicateKey", elsewhere, "us-east-1", 9))
                .as("what was refused has not counted in its own Region")
                .isEqualTo(2);
        assertThat(passing(ALICE, "eu-north-1", "CreateKey", 9)).isEqualTo(1);
        assertThat(passing(ALICE, "us-east-1", "CreateKey", 9)).isEqualTo(5);
    }

    @Test
    void a_new_primary_region_counts_in_both_regions() {
        var request = new UpdatePrimaryRegion.Request("mrk-1", "eu-north-1");
        assertThat(passing("UpdatePrimaryRegion", request, "us-east-1", 9)).isEqualTo(5);
        var back = new UpdatePrimaryRegion.Request("mrk-1", "us-west-2");
        assertThat(passing("UpdatePrimaryRegion", back, "eu-north-1", 9)).isZero();
    }

    @Test
    void whoever_comes_after_ten_thousand_others_begins_anew() {
        assertThat(passing(ALICE, "us-east-1", "CreateKey", 9)).isEqualTo(5);
        for (int i = 0; i < 10_000; i++) {
            assertThat(passing("%012d".formatted(i), "us-east-1", "CreateKey", 1))
                    .isEqualTo(1);
        }
        assertThat(passing(ALICE, "us-east-1", "CreateKey", 9)).isEqualTo(5);
    }

    @Test
    void a_server_that_was_told_so_throttles_and_another_does_not() {
        var config = TestClaviger.config(folder);
        try (var claviger = TestClaviger.start(config.with(config.resourceQuotas(), true))) {
            var answer = claviger.call("CreateKey", "{}");
            for (int i = 0; i < 500 && answer.status() == 200; i++) {
                answer = claviger.call("CreateKey", "{}");
            }
            assertThat(answer.error()).isEqualTo("ThrottlingException");
            assertThat(answer.message())
                    .isEqualTo(
                            "You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.");
            assertThat(claviger.auditRecord(answer.requestId()).get("errorCode").asString())
                    .isEqualTo("ThrottlingException");
            assertThat(claviger.call(BOB, "us-east-1", "CreateKey", "{}").status())
                    .isEqualTo(200);
        }
        try (var claviger = TestClaviger.start(folder)) {
            for (int i = 0; i < 30; i++) {
                assertThat(claviger.call("CreateKey", "{}").status()).isEqualTo(200);
            }
        }
    }

    private void advance(Duration by) {
        now += by.toNanos();
    }

    private static GenerateDataKeyPair.Request pair(DataKeyPairSpec spec) {
        return new GenerateDataKeyPair.Request(Map.of(), "alias/a", spec, List.of(), null, false);
    }

    private int passing(GenerateDataKeyPair.Request pair, int times) {
        return passing("GenerateDataKeyPair", pair, "eu-north-1", times);
    }

    private int passing(String account, String region, String operation, int times) {
        return passing(account, operation, ANY, region, times);
    }

    private int passing(String operation, Record request, String region, int times) {
        return passing(ALICE, operation, request, region, times);
    }

    private int passing(String account, String operation, Record request, String region, int times) {
        int passed = 0;
        for (int i = 0; i < times; i++) {
            try {
                quotas.take(account, region, operation, request, List.of());
                passed++;
            } catch (AwsException e) {
                assertThat(e.error().code()).isEqualTo("ThrottlingException");
            }
        }
        return passed;
    }
}
