package claviger.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.call.Caller;
import claviger.crypto.SecretBytes;
import claviger.iam.Credential;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SigningKeysTest {

    private static final Scope SCOPE = new Scope("20120215", "us-east-1", "iam");
    private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.UTF_8);

    private final AtomicInteger hmacs = new AtomicInteger();
    private final List<SecretBytes> opened = new ArrayList<>();
    private final SigningKeys keys = new SigningKeys((key, message) -> {
        hmacs.incrementAndGet();
        return Hmac.SHA_256.compute(key, message);
    });

    /// The derivation example of the AWS General Reference.
    @Test
    void the_key_is_derived_as_aws_documents() {
        var seen = new ArrayList<byte[]>();
        new SigningKeys((key, message) -> {
                    seen.add(key.clone());
                    return Hmac.SHA_256.compute(key, message);
                })
                .sign(credential("A", 1, "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), SCOPE, MESSAGE);
        assertThat(HexFormat.of().formatHex(seen.getLast()))
                .isEqualTo("f4780e2d9f65fa895f9c67b32ce1baf0b0d8a43505a000a1a9e090d414db404d");
    }

    @Test
    void a_second_request_of_a_scope_costs_one_hmac_and_opens_no_secret() {
        var first = keys.sign(credential("A", 1, "s"), SCOPE, MESSAGE);
        assertThat(hmacs.getAndSet(0)).isEqualTo(5);
        assertThat(keys.sign(credential("A", 1, "s"), SCOPE, MESSAGE)).isEqualTo(first);
        assertThat(hmacs.get()).isEqualTo(1);
        assertThat(opened).hasSize(1);
    }

    @Test
    void an_opened_secret_is_wiped() {
        keys.sign(credential("A", 1, "s"), SCOPE, MESSAGE);
        assertThat(opened)
                .hasSize(1)
                .allSatisfy(secret -> assertThat(isWiped(secret)).isTrue());
    }

    @Test
    void every_part_of_the_name_tells_keys_apart() {
        var signatures = new ArrayList<String>();
        for (var credential : List.of(credential("A", 1, "s"), credential("B", 1, "t"), credential("A", 2, "u"))) {
            for (var scope : List.of(
                    SCOPE,
                    new Scope("20120216", "us-east-1", "iam"),
                    new Scope("20120215", "us-east-2", "iam"),
                    new Scope("20120215", "us-east-1", "sts"))) {
                signatures.add(HexFormat.of().formatHex(keys.sign(credential, scope, MESSAGE)));
            }
        }
        assertThat(signatures).doesNotHaveDuplicates().hasSize(12);
    }

    /// Two credentials that share a place, from two threads: each wipes the other's key, often
    /// just before it is used, and every signature must still be the right one.
    @Test
    void a_key_that_loses_its_place_is_derived_again() throws Exception {
        var one = quiet("A", "secret of A");
        var other = sharingThePlaceOf(one);
        var shared = new SigningKeys(Hmac.SHA_256);
        try (var threads = Executors.newFixedThreadPool(2)) {
            var running = new ArrayList<Future<?>>();
            for (var credential : List.of(one, other)) {
                var expected = new SigningKeys(Hmac.SHA_256).sign(credential, SCOPE, MESSAGE);
                running.add(threads.submit(() -> {
                    for (var i = 0; i < 100_000; i++) {
                        assertThat(Arrays.equals(shared.sign(credential, SCOPE, MESSAGE), expected))
                                .isTrue();
                    }
                }));
            }
            for (var thread : running) {
                thread.get();
            }
        }
    }

    private Credential sharingThePlaceOf(Credential one) {
        for (var i = 0; ; i++) {
            var other = quiet("B" + i, "secret of B");
            keys.sign(one, SCOPE, MESSAGE);
            keys.sign(other, SCOPE, MESSAGE);
            hmacs.set(0);
            keys.sign(one, SCOPE, MESSAGE);
            if (hmacs.get() > 1) {
                return other;
            }
        }
    }

    private static boolean isWiped(SecretBytes secret) {
        try {
            secret.use(bytes -> bytes.length);
            return false;
        } catch (SecretBytes.WipedException _) {
            return true;
        }
    }

    private Credential credential(String id, long version, String secret) {
        return new Credential(id, "", "", "", Caller.Type.ROOT, null, version, () -> {
            var bytes = SecretBytes.adopt(secret.getBytes(StandardCharsets.UTF_8));
            opened.add(bytes);
            return bytes;
        });
    }

    private static Credential quiet(String id, String secret) {
        return new Credential(
                id,
                "",
                "",
                "",
                Caller.Type.ROOT,
                null,
                1,
                () -> SecretBytes.adopt(secret.getBytes(StandardCharsets.UTF_8)));
    }
}
