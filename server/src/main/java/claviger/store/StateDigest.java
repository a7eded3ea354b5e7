package claviger.store;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The digest of a set of rows: the sum, modulo 2^256, of one pseudo-random number for each
/// ([RowPrf]). A row is added and taken away in constant time, in any order, and whoever lacks
/// the key cannot find another set with the same sum: MSet-Add-Hash of
/// <https://doi.org/10.1007/978-3-540-40061-5_12>, whose proof wants the sum kept secret.
final class StateDigest {

    static final int LENGTH = 32;
    static final StateDigest EMPTY = new StateDigest(new long[4]);

    /// The most significant first.
    private final long[] limbs;

    private StateDigest(long[] limbs) {
        this.limbs = limbs;
    }

    /// @param bytes 32 bytes, as [#toByteArray()] gives them
    static StateDigest of(byte[] bytes) {
        var limbs = new long[4];
        ByteBuffer.wrap(bytes).asLongBuffer().get(limbs);
        return new StateDigest(limbs);
    }

    StateDigest plus(byte[] prf) {
        return combined(of(prf).limbs, 0);
    }

    StateDigest minus(byte[] prf) {
        // The two's complement: what is taken away is added inverted, and one more.
        var inverted = of(prf).limbs;
        for (var i = 0; i < inverted.length; i++) {
            inverted[i] = ~inverted[i];
        }
        return combined(inverted, 1);
    }

    byte[] toByteArray() {
        var bytes = ByteBuffer.allocate(LENGTH);
        bytes.asLongBuffer().put(limbs);
        return bytes.array();
    }

    private StateDigest combined(long[] other, long carry) {
        var sum = new long[4];
        for (var i = 3; i >= 0; i--) {
            var partial = limbs[i] + other[i];
            sum[i] = partial + carry;
            var overflows = Long.compareUnsigned(partial, other[i]) < 0 || Long.compareUnsigned(sum[i], partial) < 0;
            carry = overflows ? 1 : 0;
        }
        return new StateDigest(sum);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StateDigest digest && Arrays.equals(limbs, digest.limbs);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(limbs);
    }
}
