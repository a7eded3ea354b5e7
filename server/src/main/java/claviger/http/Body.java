package claviger.http;

import claviger.call.CommonError;
import claviger.crypto.Blob;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/// Collects one body, within its own limit and that of all bodies in flight.
///
/// Room is taken as bytes arrive, not as they are promised: else a few clients that declare much
/// and send nothing would shut out all others.
final class Body {

    private static final int FIRST_ROOM_BYTES = 512;

    private final Limits limits;
    private final AtomicLong inFlight;
    private final int declared;
    private byte[] bytes = new byte[0];
    private int length;

    /// @param inFlight the bytes that all bodies take
    Body(int declaredLength, Limits limits, AtomicLong inFlight) {
        this.declared = declaredLength;
        this.limits = limits;
        this.inFlight = inFlight;
    }

    void append(ByteBuf part) {
        var most = declared == RequestHead.CHUNKED ? limits.bodyBytes() : declared;
        var added = part.readableBytes();
        if (added > most - length) {
            throw RequestHead.tooLarge(limits.bodyBytes());
        }
        if (added > bytes.length - length) {
            grow(length + added, most);
        }
        part.readBytes(bytes, length, added);
        length += added;
    }

    private void grow(int needed, int most) {
        var room =
                Math.min(most, Math.max(needed, declared == needed ? 0 : Math.max(FIRST_ROOM_BYTES, 2 * bytes.length)));
        var more = room - bytes.length;
        if (inFlight.addAndGet(more) > limits.bodiesInFlightBytes()) {
            inFlight.addAndGet(-more);
            throw CommonError.THROTTLING.because("Rate exceeded");
        }
        bytes = Arrays.copyOf(bytes, room);
    }

    Blob finish() {
        return length == 0 ? Blob.EMPTY : Blob.adopt(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
    }

    /// Gives back the room. The bytes of [#finish] stay valid.
    void release() {
        inFlight.addAndGet(-bytes.length);
        bytes = new byte[0];
    }
}
