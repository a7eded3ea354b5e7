package claviger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HeldKeyTest {

    private static final class Key implements HeldKey.Destroyable {
        private final AtomicBoolean destroyed = new AtomicBoolean();

        @Override
        public void destroy() {
            assertThat(destroyed.getAndSet(true)).as("destroyed before").isFalse();
        }
    }

    private final Key key = new Key();
    private final SecretBytes pkcs8 = SecretBytes.adopt(new byte[] {1, 2, 3});
    private final HeldKey<Key> held = new HeldKey<>(key, pkcs8);

    @Test
    void a_key_is_destroyed_once_with_its_pkcs8() {
        assertThat(held.isWiped()).isFalse();
        var copy = held.pkcs8();
        held.wipe();
        held.wipe();
        assertThat(key.destroyed).isTrue();
        assertThat(pkcs8.isWiped()).isTrue();
        assertThat(held.isWiped()).isTrue();
        assertThat(copy.sameAs(SecretBytes.adopt(new byte[] {1, 2, 3}))).isTrue();
        assertThatExceptionOfType(SecretBytes.WipedException.class).isThrownBy(held::pkcs8);
        assertThatExceptionOfType(SecretBytes.WipedException.class).isThrownBy(() -> held.use(_ -> "used"));
    }

    @Test
    void a_key_in_use_is_destroyed_when_its_user_is_done() throws Exception {
        var inUse = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var user = Thread.ofVirtual()
                .start(() -> held.use(borrowed -> {
                    inUse.countDown();
                    await(go);
                    assertThat(borrowed.destroyed).isFalse();
                    return "done";
                }));
        await(inUse);
        var wiper = Thread.ofVirtual().start(held::wipe);
        assertThat(wiper.join(Duration.ofMillis(50))).isFalse();
        assertThat(key.destroyed).isFalse();
        go.countDown();
        user.join();
        wiper.join();
        assertThat(key.destroyed).isTrue();
    }

    /// A real key, wiped while others use it: each use is right, or the key is gone.
    @Test
    void no_signature_is_wrong_because_the_key_was_wiped_meanwhile() throws Exception {
        var digest = Hash.SHA_256.digest(new byte[0]);
        for (int round = 0; round < 20; round++) {
            var real = EcPrivateKey.generate(Curve.P256);
            var right = new AtomicInteger();
            var gone = new AtomicInteger();
            var start = new CountDownLatch(1);
            var users = new ArrayList<Thread>();
            for (int i = 0; i < 4; i++) {
                users.add(Thread.ofVirtual().start(() -> {
                    await(start);
                    while (gone.get() == 0) {
                        try {
                            assertThat(real.publicKey().verify(digest, real.sign(digest)))
                                    .isTrue();
                            right.incrementAndGet();
                        } catch (SecretBytes.WipedException _) {
                            gone.incrementAndGet();
                        }
                    }
                }));
            }
            start.countDown();
            while (right.get() == 0) {
                Thread.onSpinWait();
            }
            real.wipe();
            for (var user : users) {
                assertThat(user.join(Duration.ofSeconds(10))).isTrue();
            }
            assertThat(gone.get()).isPositive();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
