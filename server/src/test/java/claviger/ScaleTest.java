package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.call.Header;
import claviger.call.HttpRequest;
import claviger.sigv4.Signer;
import claviger.store.Statements;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nothing on the way of a request grows with the number of keys.
class ScaleTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

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
            assertThat(few.statements).as("statements of Encrypt").isZero();
            assertThat(many.statements).isZero();
            assertThat(many.allocated).isLessThan(few.allocated + few.allocated / 20);
        }
    }

    /// @param allocated bytes of one Encrypt, the median of many
    /// @param statements what the store ran meanwhile
    private record Measured(long allocated, long statements) {}

    private static Measured measure(TestClaviger claviger) throws Exception {
        var pipeline = claviger.server.pipeline();
        var key = TestClaviger.JSON
                .readTree(pipeline.handle(signed("CreateKey", "{}")).body().shared())
                .at("/KeyMetadata/KeyId")
                .asString();
        var body = "{\"KeyId\":\"" + key + "\",\"Plaintext\":\"aGVsbG8=\",\"EncryptionContext\":{\"a\":\"b\"}}";
        var samples = new long[200];
        for (int i = 0; i < 300; i++) {
            pipeline.handle(signed("Encrypt", body));
        }
        long statements = Statements.of(claviger.server.vault().store());
        for (int i = 0; i < samples.length; i++) {
            var request = signed("Encrypt", body);
            long before = THREADS.getCurrentThreadAllocatedBytes();
            var answer = pipeline.handle(request);
            samples[i] = THREADS.getCurrentThreadAllocatedBytes() - before;
            assertThat(answer.status()).isEqualTo(200);
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
        var headers = List.of(
                new Header("Host", "localhost"),
                new Header("Content-Type", "application/x-amz-json-1.1"),
                new Header("X-Amz-Target", "TrentService." + operation));
        var request = Signer.request("POST", "/", headers, body.getBytes(StandardCharsets.UTF_8));
        return new Signer("test", "test", null, "us-east-1", "kms").sign(request, Instant.now());
    }
}
