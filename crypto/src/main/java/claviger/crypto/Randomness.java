package claviger.crypto;

import java.security.SecureRandom;
import java.util.Arrays;

/// The source of all keys, salts and nonces: a `SecureRandom` that is watched. A source that is
/// stuck, giving the same bytes again, is noticed at its second draw at the latest, and from then
/// on every draw is refused.
///
/// The watch compares the first 16 bytes of each draw with those of the draw before it, as the
/// continuous test of FIPS 140-2 did. A sound source meets that once in 2^128 draws.
public final class Randomness {

    private static final int WATCHED = 16;

    private final SecureRandom source;

    /// Zeros before the first draw, so that a source that gives zeros is noticed at once.
    private final byte[] last = new byte[WATCHED];

    private boolean stuck;

    public Randomness(SecureRandom source) {
        this.source = source;
    }

    /// Bytes that others may see: salts, nonces, identifiers.
    ///
    /// @throws StuckException if the source repeats itself
    public byte[] bytes(int length) {
        var drawn = draw(Math.max(length, WATCHED));
        return drawn.length == length ? drawn : Arrays.copyOf(drawn, length);
    }

    /// Bytes that nobody may see: keys, data keys.
    ///
    /// @throws StuckException if the source repeats itself
    public SecretBytes secret(int length) {
        // The watch keeps what it compares; so for a secret those bytes are drawn in addition and
        // thrown away.
        var drawn = draw(WATCHED + length);
        try {
            return SecretBytes.adopt(Arrays.copyOfRange(drawn, WATCHED, drawn.length));
        } finally {
            Arrays.fill(drawn, (byte) 0);
        }
    }

    /// Whether the source has never repeated itself.
    public synchronized boolean isHealthy() {
        return !stuck;
    }

    private byte[] draw(int length) {
        var drawn = new byte[length];
        source.nextBytes(drawn);
        watch(drawn);
        return drawn;
    }

    private synchronized void watch(byte[] drawn) {
        stuck |= Arrays.equals(drawn, 0, WATCHED, last, 0, WATCHED);
        if (stuck) {
            throw new StuckException();
        }
        System.arraycopy(drawn, 0, last, 0, WATCHED);
    }

    /// The source of randomness gave the same bytes twice: nothing may be encrypted or generated
    /// any more.
    public static final class StuckException extends RuntimeException {
        StuckException() {
            super("the source of randomness repeats itself");
        }
    }
}
