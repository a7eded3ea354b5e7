package claviger.store;

import claviger.crypto.Blob;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Looks for sealed payloads in the bytes of files.
final class Bytes {

    /// Where in a payload to look for eight bytes that nothing else has by chance: in the nonce,
    /// in the ciphertext, at the end of the tag. One that is left is enough.
    private static final int[] PLACES = {4, 8, 16, 24, 32, 48, 64};

    private Bytes() {}

    /// Those of `sought` of which any part is in `bytes`.
    static Set<Blob> found(byte[] bytes, List<Blob> sought) {
        var parts = new HashMap<Long, Blob>();
        for (var each : sought) {
            var payload = ByteBuffer.wrap(each.shared());
            for (var place : PLACES) {
                parts.put(payload.getLong(place), each);
            }
            parts.put(payload.getLong(each.length() - Long.BYTES), each);
        }
        var found = new HashSet<Blob>();
        var file = ByteBuffer.wrap(bytes);
        for (var i = 0; i + Long.BYTES <= bytes.length; i++) {
            var part = parts.get(file.getLong(i));
            if (part != null) {
                found.add(part);
            }
        }
        return found;
    }
}
