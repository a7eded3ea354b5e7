package claviger.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// The one byte string that stands for an encryption context, whatever the order of its pairs:
/// the number of pairs, then for each pair, sorted by the unsigned bytes of its key, the key and
/// the value in UTF-8. The number and each length are 4 bytes, big-endian. Two contexts that
/// differ never have the same bytes; see `docs/format/envelope.md`.
public final class EncryptionContext {

    private EncryptionContext() {}

    /// @throws IllegalArgumentException if a key or value has an unpaired surrogate, which UTF-8
    ///     cannot express: Java would write `?` for each of them, and so make different contexts
    ///     equal
    public static byte[] canonical(Map<String, String> context) {
        var pairs = new TreeMap<byte[], byte[]>(Arrays::compareUnsigned);
        int length = Integer.BYTES;
        for (var pair : context.entrySet()) {
            var key = utf8(pair.getKey());
            var value = utf8(pair.getValue());
            pairs.put(key, value);
            length += 2 * Integer.BYTES + key.length + value.length;
        }
        var canonical = ByteBuffer.allocate(length).putInt(pairs.size());
        pairs.forEach((key, value) ->
                canonical.putInt(key.length).put(key).putInt(value.length).put(value));
        return canonical.array();
    }

    private static byte[] utf8(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                int codePoint = text.codePointAt(i);
                if (!Character.isSupplementaryCodePoint(codePoint)) {
                    throw new IllegalArgumentException("an encryption context with an unpaired surrogate");
                }
                i++;
            }
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
