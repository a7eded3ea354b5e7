package claviger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Keys that keep what was made of them: it does what it would do made anew, for many at once, and goes with the key.
class HeldKeysTest {

    private final Randomness random = new Randomness(new SecureRandom());
    private final byte[] aad = "a row".getBytes(StandardCharsets.US_ASCII);

    @Test
    void a_key_that_many_use_at_once_computes_what_it_computes_alone() throws Exception {
        var key = random.secret(32);
        var sealing = new AesGcm(key);
        var mac = new HmacKey(Hmac.SHA_512, key);
        var works = new ArrayList<Callable<Boolean>>();
        for (var n = 0; n < 2000; n++) {
            var plaintext = random.bytes(16 + n % 300);
            works.add(() -> {
                var sealed = sealing.seal(aad, plaintext, random);
                var opened = sealing.open(aad, sealed).orElseThrow();
                var openedAnew = new AesGcm(key).open(aad, sealed).orElseThrow();
                return Arrays.equals(opened.expose(), plaintext)
                        && openedAnew.sameAs(opened)
                        && sealing.open(new byte[0], sealed).isEmpty()
                        && mac.compute(plaintext).equals(Hmac.SHA_512.compute(key, plaintext));
            });
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(threads.invokeAll(works)).allMatch(Future::resultNow);
        }
    }

    @Test
    void a_wiped_key_neither_seals_nor_opens_nor_makes_macs() {
        var sealing = new AesGcm(random.secret(32));
        var sealed = sealing.seal(aad, new byte[20], random);
        sealing.open(aad, sealed);
        sealing.wipe();
        assertWiped(() -> sealing.seal(aad, new byte[20], random));
        assertWiped(() -> sealing.open(aad, sealed));

        var key = random.secret(32);
        var mac = new HmacKey(Hmac.SHA_256, key);
        var right = mac.compute(aad);
        // The secret is enough: who wipes it need not know who else has it.
        key.wipe();
        assertThat(mac.isWiped()).isTrue();
        assertWiped(() -> mac.compute(aad));
        assertWiped(() -> mac.verify(aad, right));
    }

    private static void assertWiped(Runnable use) {
        assertThatExceptionOfType(SecretBytes.WipedException.class).isThrownBy(use::run);
    }

    @Test
    void a_cipher_that_is_used_again_refuses_the_nonce_that_it_had() {
        var cipher = InsecureNonceAesGcm.cipher();
        var key = random.bytes(32);
        var nonce = random.bytes(12);
        InsecureNonceAesGcm.seal(cipher, key, nonce, aad, new byte[4], new byte[20], 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InsecureNonceAesGcm.seal(cipher, key, nonce, aad, new byte[4], new byte[20], 0));
    }

    /// Bytes by which the heap is searched: their complement alone stays on it.
    private static final class Masked {
        private final byte[] complement;

        Masked(byte[] bytes) {
            complement = new byte[bytes.length];
            for (var i = 0; i < bytes.length; i++) {
                complement[i] = (byte) ~bytes[i];
            }
        }

        byte[] xored(int pad) {
            var bytes = new byte[complement.length];
            for (var i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (~complement[i] ^ pad);
            }
            return bytes;
        }

        /// Whether 16 bytes in a row of it are there.
        boolean isIn(String heap, int pad) {
            var bytes = xored(pad);
            for (var from = 0; from < bytes.length; from += 16) {
                if (heap.contains(new String(bytes, from, 16, StandardCharsets.ISO_8859_1))) {
                    return true;
                }
            }
            return false;
        }
    }

    @Test
    void what_is_kept_holds_no_plaintext_and_goes_with_the_key(@TempDir Path folder) throws IOException {
        var key = new Masked(random.bytes(32));
        var plaintext = new Masked(random.bytes(160));
        var refused = new Masked(random.bytes(160));
        var sealing = new AesGcm(SecretBytes.adopt(key.xored(0)));
        var macs = new ArrayList<HmacKey>();
        for (var hmac : Hmac.values()) {
            macs.add(new HmacKey(hmac, SecretBytes.adopt(key.xored(0))));
        }
        use(sealing, macs, plaintext, refused);

        // In a method of its own: its copy of the heap must not be found on the next one.
        assertHeld(key, plaintext, refused, folder);

        sealing.wipe();
        macs.forEach(HmacKey::wipe);

        var wiped = heap(folder.resolve("wiped.hprof"));
        assertThat(key.isIn(wiped, 0)).as("the key").isFalse();
        assertThat(key.isIn(wiped, 0x36)).as("the inner pad of a MAC").isFalse();
        assertThat(key.isIn(wiped, 0x5c)).as("the outer pad of a MAC").isFalse();
        // Both are still there to be found.
        assertThat(macs).allMatch(HmacKey::isWiped);
        assertWiped(() -> sealing.seal(aad, new byte[1], random));
    }

    private static void assertHeld(Masked key, Masked plaintext, Masked refused, Path folder) throws IOException {
        var held = heap(folder.resolve("held.hprof"));
        assertThat(plaintext.isIn(held, 0)).as("the plaintext").isFalse();
        assertThat(refused.isIn(held, 0))
                .as("the plaintext of what was refused")
                .isFalse();
        // Else nothing would be found at all.
        assertThat(key.isIn(held, 0)).isTrue();
        assertThat(key.isIn(held, 0x36)).isTrue();
    }

    private void use(AesGcm sealing, List<HmacKey> macs, Masked plaintext, Masked refused) {
        var bytes = plaintext.xored(0);
        var other = refused.xored(0);
        macs.forEach(mac -> mac.verify(bytes, mac.compute(bytes)));
        var sealed = sealing.seal(aad, bytes, random);
        sealing.open(aad, sealed).orElseThrow().wipe();
        assertThat(sealing.open(new byte[1], sealing.seal(aad, other, random))).isEmpty();
        Arrays.fill(bytes, (byte) 0);
        Arrays.fill(other, (byte) 0);
    }

    private static String heap(Path file) throws IOException {
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(file.toString(), true);
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
