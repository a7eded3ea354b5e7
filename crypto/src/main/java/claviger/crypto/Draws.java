package claviger.crypto;

import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import java.util.function.Consumer;

/// Randomness in the type that libraries ask for.
final class Draws extends SecureRandom {

    private Draws(Consumer<byte[]> source) {
        super(new Spi(source), null);
    }

    /// Draws from ours, so that the draws of a library are watched as well.
    static SecureRandom from(Randomness random) {
        return new Draws(bytes -> {
            var drawn = random.secret(bytes.length);
            drawn.use(secret -> {
                System.arraycopy(secret, 0, bytes, 0, bytes.length);
                return bytes;
            });
            drawn.wipe();
        });
    }

    /// Gives the same bytes at each draw: for who draws once, for known answers, and for the test of
    /// a key against itself.
    static SecureRandom repeating(byte[] fixed) {
        return new Draws(bytes -> {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = fixed[i % fixed.length];
            }
        });
    }

    private static final class Spi extends SecureRandomSpi {

        private final transient Consumer<byte[]> source;

        Spi(Consumer<byte[]> source) {
            this.source = source;
        }

        @Override
        protected void engineNextBytes(byte[] bytes) {
            source.accept(bytes);
        }

        @Override
        protected byte[] engineGenerateSeed(int length) {
            var seed = new byte[length];
            source.accept(seed);
            return seed;
        }

        /// The source needs nothing from outside.
        @Override
        protected void engineSetSeed(byte[] seed) {}
    }
}
