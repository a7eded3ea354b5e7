package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.call.AuditTrail;
import claviger.call.Change;
import claviger.call.Header;
import claviger.call.HttpRequest;
import claviger.crypto.Randomness;
import claviger.custody.Custody;
import claviger.custody.FileRootKey;
import claviger.iam.AccessKeyUses;
import claviger.iam.DevCredentials;
import claviger.kms.Gate;
import claviger.kms.GrantTokens;
import claviger.kms.KeyClock;
import claviger.kms.KeyRings;
import claviger.kms.KeyUses;
import claviger.kms.ResourceQuotas;
import claviger.kms.SlowWork;
import claviger.kms.Store;
import claviger.kms.View;
import claviger.policy.PolicyCache;
import claviger.sigv4.Signer;
import claviger.sigv4.Verifier;
import claviger.sts.SessionTokens;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The road itself, with a store and a trail that fail when told to.
class RequestPipelineTest {

    private static final KeyClock CLOCK = new KeyClock() {
        @Override
        public Instant instant() {
            return Instant.now();
        }

        @Override
        public Duration served() {
            return Duration.ZERO;
        }
    };

    private final FakeStore store = new FakeStore();
    private final FakeTrail trail = new FakeTrail();
    private final Randomness random = new Randomness(new SecureRandom());
    private final Custody custody = new Custody(FileRootKey.ephemeral(random), random);
    private final SlowWork slowWork = new SlowWork();
    private final GrantTokens tokens = new GrantTokens(custody, random);
    private final RequestPipeline pipeline = pipeline(RequestQuotas.NONE);

    private RequestPipeline pipeline(RequestQuotas quotas) {
        return new RequestPipeline(
                store,
                trail,
                new Verifier(Clock.systemUTC(), Set.of("kms"), Set.of("us-east-1")),
                custody,
                new SessionTokens(custody, random),
                new DevCredentials(),
                new Services(List.of(new KmsService(
                        new Operations(random, custody, slowWork, KeyUses.UNKNOWN, ResourceQuotas.STANDARD, Set.of()),
                        new Gate(
                                tokens,
                                new KeyRings(custody, random, slowWork),
                                CLOCK,
                                KeyUses.UNKNOWN,
                                new PolicyCache(),
                                "o-test"),
                        Preparation.NONE,
                        quotas,
                        KeyUses.UNKNOWN))),
                new AccessKeyUses(),
                Clock.systemUTC());
    }

    @Test
    void without_a_durable_record_there_is_no_answer_but_an_error() {
        trail.broken = true;
        var answer = pipeline.handle(signed("GenerateRandom", "{\"NumberOfBytes\":32}"));
        assertThat(answer.status()).isEqualTo(503);
        assertThat(text(answer.body().shared()))
                .contains("DependencyTimeoutException")
                .doesNotContain("Plaintext");
        assertThat(pipeline.handle(signed("GenerateRandom", "{}")).status())
                .as("a refusal needs its record too")
                .isEqualTo(503);
        trail.broken = false;
        assertThat(pipeline.handle(signed("GenerateRandom", "{\"NumberOfBytes\":32}"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_change_whose_record_is_not_in_the_trail_is_not_answered_as_done() {
        store.failure = new AuditTrail.AuditUnavailableException("late");
        assertThat(pipeline.handle(signed("CreateKey", "{}")).status()).isEqualTo(503);
    }

    @Test
    void a_store_that_fails_is_a_fault_of_ours_and_recorded() {
        store.failure = new Store.StoreUnavailableException("disk full", new IllegalStateException());
        var answer = pipeline.handle(signed("CreateKey", "{}"));
        assertThat(answer.status()).isEqualTo(500);
        assertThat(text(answer.body().shared())).isEqualTo("{\"__type\":\"KMSInternalException\"}");
        assertThat(trail.records).last().asString().contains("KMSInternalException");
    }

    @Test
    void whoever_was_slower_decides_anew_on_the_new_state() {
        store.conflicts = 3;
        assertThat(pipeline.handle(signed("CreateKey", "{}")).status()).isEqualTo(200);
        assertThat(store.commits).isEqualTo(4);
    }

    @Test
    void an_endless_conflict_ends_in_throttling() {
        store.conflicts = Integer.MAX_VALUE;
        var answer = pipeline.handle(signed("CreateKey", "{}"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(text(answer.body().shared())).contains("ThrottlingException");
    }

    @Test
    void a_request_that_is_decided_anew_counts_once_and_one_too_many_is_throttled() {
        var metered = pipeline(new AwsRequestQuotas(() -> 0));
        for (int i = 0; i < 5; i++) {
            store.conflicts = 3;
            assertThat(metered.handle(signed("CreateKey", "{}")).status()).isEqualTo(200);
        }
        var commits = store.commits;
        var answer = metered.handle(signed("CreateKey", "{}"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(text(answer.body().shared())).contains("\"__type\":\"ThrottlingException\"");
        assertThat(store.commits).as("nothing changed").isEqualTo(commits);
        assertThat(trail.records).last().asString().contains("\"errorCode\":\"ThrottlingException\"");
        assertThat(metered.handle(signed("ListKeys", "{}")).status())
                .as("another quota")
                .isEqualTo(200);
    }

    @Test
    void an_unexpected_fault_tells_nothing_of_itself() {
        store.failure = new IllegalStateException("secret cause");
        var answer = pipeline.handle(signed("CreateKey", "{}"));
        assertThat(answer.status()).isEqualTo(500);
        assertThat(text(answer.body().shared())).isEqualTo("{\"__type\":\"InternalFailure\"}");
        assertThat(trail.records).last().asString().doesNotContain("secret cause");
    }

    @Test
    void forged_signatures_do_not_fill_the_trail() throws InterruptedException {
        for (int i = 0; i < 5000; i++) {
            pipeline.handle(forged());
        }
        assertThat(trail.records.size()).isBetween(1000, 2000);
        Thread.sleep(1100);
        pipeline.handle(forged());
        assertThat(trail.records).anySatisfy(line -> assertThat(line).contains("recordsSuppressed"));
    }

    private static HttpRequest signed(String operation, String body) {
        return sign("test", operation, body);
    }

    private static HttpRequest forged() {
        return sign("wrong", "ListKeys", "{}");
    }

    private static HttpRequest sign(String secret, String operation, String body) {
        var headers = List.of(
                new Header("Host", "localhost"),
                new Header("Content-Type", "application/x-amz-json-1.1"),
                new Header("X-Amz-Target", "TrentService." + operation));
        var request = Signer.request("POST", "/", headers, body.getBytes(StandardCharsets.UTF_8));
        return new Signer("test", secret, null, "us-east-1", "kms").sign(request, Instant.now());
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static final class FakeStore implements Store {
        private View view = View.EMPTY;
        private int conflicts;
        private int commits;
        private RuntimeException failure;

        @Override
        public View view() {
            return view;
        }

        @Override
        public void commit(List<Change> changes, byte[] auditRecord) {
            commits++;
            if (failure != null) {
                throw failure;
            }
            if (conflicts > 0) {
                conflicts--;
                throw new ConflictException();
            }
            view = view.after(changes);
        }

        @Override
        public void close() {}
    }

    private static final class FakeTrail implements AuditTrail {
        private final List<String> records = new ArrayList<>();
        private boolean broken;

        @Override
        public Receipt append(byte[] auditRecord, long changeNumber) {
            if (broken) {
                return () -> {
                    throw new AuditUnavailableException("broken");
                };
            }
            records.add(text(auditRecord));
            return () -> {};
        }
    }
}
