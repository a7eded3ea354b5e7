package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.TestClaviger.Signing;
import claviger.call.Change;
import claviger.call.Header;
import claviger.call.HttpRequest;
import claviger.sigv4.Signer;
import claviger.store.Population;
import claviger.store.Statements;
import claviger.trail.ServiceEvent;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nothing on the way of a request grows with the number of keys, or of grants on one.
class ScaleTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final Signing TEST = new Signing("test", "test");

    /// Requests enough for a median.
    static final int FEW = 30;

    @TempDir
    Path folder;

    @Test
    void a_request_allocates_as_much_and_runs_as_many_statements_with_100_keys_as_with_100_000() throws Exception {
        try (var claviger = TestClaviger.start(folder)) {
            var pipeline = claviger.server.pipeline();
            makeKeys(pipeline, 100);
            var few = measure(claviger);
            makeKeys(pipeline, 99_800);
            var many = measure(claviger);
            System.out.printf("per Encrypt: %d bytes with 100 keys, %d with 100,000%n", few.allocated, many.allocated);
            System.out.printf("statements of 200 Encrypts: %d and %d%n", few.statements, many.statements);
            // Not always zero: the writer tidies up once in a second, whoever asks for what.
            assertThat(few.statements).as("statements of 200 Encrypts").isLessThan(20);
            assertThat(many.statements).as("statements of 200 Encrypts").isLessThan(20);
            assertThat(many.allocated).isLessThan(few.allocated + few.allocated / 20);
        }
    }

    @Test
    void a_page_of_grants_costs_as_much_with_10_on_the_key_as_with_10_000() throws Exception {
        try (var claviger = TestClaviger.start(folder)) {
            var key = key(claviger);
            makeGrants(claviger, key, 0, 10);
            var few = measureLists(claviger, key);
            makeGrants(claviger, key, 10, 10_000);
            var many = measureLists(claviger, key);
            few.forEach((list, before) -> {
                var after = many.get(list);
                System.out.printf("per page of grants, %s: %d and %d bytes%n", list, before.allocated, after.allocated);
                // Not zero: the writer tidies up once in a second, whoever asks for what.
                assertThat(after.statements).as("statements, %s", list).isLessThan(FEW / 2);
                assertThat(after.allocated).as(list).isLessThan(before.allocated + before.allocated / 20);
            });
        }
    }

    @Test
    void who_holds_a_grant_encrypts_at_the_same_cost_with_10_grants_of_others_on_the_key_as_with_10_000()
            throws Exception {
        try (var claviger = TestClaviger.start(folder)) {
            var key = key(claviger);
            claviger.identity("arn:aws:iam::000000000000:user/holder");
            var holder =
                    Signing.of(claviger.iam(Signing.root("000000000000"), "CreateAccessKey", "UserName", "holder"));
            var granted = claviger.call("CreateGrant", """
                    {"KeyId":"%s","GranteePrincipal":"arn:aws:iam::000000000000:user/holder","Operations":["Encrypt"]}""".formatted(key));
            assertThat(granted.status()).isEqualTo(200);
            makeGrants(claviger, key, 0, 10);
            var few = measure(claviger, 200, holder, "Encrypt", encrypt(key), 200);
            makeGrants(claviger, key, 10, 10_000);
            var many = measure(claviger, 200, holder, "Encrypt", encrypt(key), 200);
            System.out.printf("per granted Encrypt: %d and %d bytes%n", few.allocated, many.allocated);
            assertThat(many.allocated).isLessThan(few.allocated + few.allocated / 20);
        }
    }

    @Test
    void a_denied_request_is_hardly_dearer_than_one_that_is_allowed() throws Exception {
        try (var claviger = TestClaviger.start(folder)) {
            var key = key(claviger);
            var root = Signing.root("000000000000");
            claviger.identity("arn:aws:iam::000000000000:user/u");
            var user = Signing.of(claviger.iam(root, "CreateAccessKey", "UserName", "u"));
            var denied = measure(claviger, 200, user, "Encrypt", encrypt(key), 400);
            var policy =
                    "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"kms:*\",\"Resource\":\"*\"}}";
            claviger.iam(root, "PutUserPolicy", "UserName", "u", "PolicyName", "p", "PolicyDocument", policy);
            var allowed = measure(claviger, 200, user, "Encrypt", encrypt(key), 200);
            System.out.printf("per Encrypt: %d bytes allowed, %d denied%n", allowed.allocated, denied.allocated);
            assertThat(denied.allocated).isLessThan(allowed.allocated + allowed.allocated / 5);
        }
    }

    private static Map<String, Measured> measureLists(TestClaviger claviger, String key) {
        var measured = new LinkedHashMap<String, Measured>();
        measured.put("any", measure(claviger, FEW, "ListGrants", "{\"KeyId\":\"" + key + "\",\"Limit\":5}"));
        measured.put(
                "of one grantee",
                measure(
                        claviger,
                        FEW,
                        "ListGrants",
                        "{\"KeyId\":\"" + key + "\",\"GranteePrincipal\":\"arn:aws:iam::000000000000:role/Role7\"}"));
        measured.put(
                "by id",
                measure(
                        claviger,
                        FEW,
                        "ListGrants",
                        "{\"KeyId\":\"" + key + "\",\"GrantId\":\"" + "%064x".formatted(7) + "\"}"));
        measured.put(
                "retirable",
                measure(
                        claviger,
                        FEW,
                        "ListRetirableGrants",
                        "{\"RetiringPrincipal\":\"arn:aws:iam::000000000000:root\",\"Limit\":5}"));
        return measured;
    }

    private static void makeGrants(TestClaviger claviger, String keyId, int from, int to) {
        var store = claviger.server.vault().store();
        var key = store.view().in("000000000000", "us-east-1").key(keyId);
        for (int n = from; n < to; n += 1000) {
            var grants = IntStream.range(n, Math.min(n + 1000, to))
                    .<Change>mapToObj(each -> new Change.Put(Population.grant(key, each)))
                    .toList();
            store.commit(
                    grants, ServiceEvent.ofInstallation("Test", Instant.now()).toBytes());
        }
    }

    private static String key(TestClaviger claviger) {
        return TestClaviger.JSON
                .readTree(claviger.server
                        .pipeline()
                        .handle(signed("CreateKey", "{}"))
                        .body()
                        .shared())
                .at("/KeyMetadata/KeyId")
                .asString();
    }

    /// @param allocated bytes of one request, the median of many
    /// @param statements what the store ran meanwhile
    record Measured(long allocated, long statements) {}

    private static Measured measure(TestClaviger claviger) {
        return measure(claviger, 200, "Encrypt", encrypt(key(claviger)));
    }

    private static String encrypt(String key) {
        return "{\"KeyId\":\"" + key + "\",\"Plaintext\":\"aGVsbG8=\",\"EncryptionContext\":{\"a\":\"b\"}}";
    }

    static Measured measure(TestClaviger claviger, int times, String operation, String body) {
        return measure(claviger, times, TEST, operation, body, 200);
    }

    private static Measured measure(
            TestClaviger claviger, int times, Signing by, String operation, String body, int status) {
        var pipeline = claviger.server.pipeline();
        var samples = new long[times];
        for (int i = 0; i < times + times / 2; i++) {
            pipeline.handle(signed(by, operation, body));
        }
        long statements = Statements.of(claviger.server.vault().store());
        for (int i = 0; i < samples.length; i++) {
            var request = signed(by, operation, body);
            long before = THREADS.getCurrentThreadAllocatedBytes();
            var answer = pipeline.handle(request);
            samples[i] = THREADS.getCurrentThreadAllocatedBytes() - before;
            assertThat(answer.status()).isEqualTo(status);
        }
        Arrays.sort(samples);
        return new Measured(
                samples[samples.length / 2],
                Statements.of(claviger.server.vault().store()) - statements);
    }

    private static void makeKeys(RequestPipeline pipeline, int count) throws Exception {
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = IntStream.range(0, 100)
                    .mapToObj(_ -> workers.submit(() -> {
                        for (int i = 0; i < count / 100; i++) {
                            assertThat(pipeline.handle(signed("CreateKey", "{}"))
                                            .status())
                                    .isEqualTo(200);
                        }
                    }))
                    .toList();
            for (var task : tasks) {
                task.get();
            }
        }
    }

    private static HttpRequest signed(String operation, String body) {
        return signed(TEST, operation, body);
    }

    private static HttpRequest signed(Signing by, String operation, String body) {
        var headers = List.of(
                new Header("Host", "localhost"),
                new Header("Content-Type", "application/x-amz-json-1.1"),
                new Header("X-Amz-Target", "TrentService." + operation));
        var request = Signer.request("POST", "/", headers, body.getBytes(StandardCharsets.UTF_8));
        return new Signer(by.accessKeyId(), by.secret(), null, "us-east-1", "kms").sign(request, Instant.now());
    }
}
