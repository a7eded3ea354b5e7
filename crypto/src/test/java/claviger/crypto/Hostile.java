package claviger.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/// Spoils a good encoding in every way that one byte, one end or another dialect can spoil it.
final class Hostile {

    private Hostile() {}

    /// @param header how many bytes at the beginning are the same for every value, so that any
    ///     change of one must be refused
    static void nothingSpoiltIsTaken(byte[] good, int header, Predicate<byte[]> takes) {
        assertThat(takes.test(good)).as("the good one").isTrue();
        for (int length = 0; length < good.length; length++) {
            assertThat(takes.test(Arrays.copyOf(good, length)))
                    .as("cut to %d bytes", length)
                    .isFalse();
        }
        for (int at = 0; at < header; at++) {
            for (int bits = 1; bits < 256; bits++) {
                var changed = good.clone();
                changed[at] ^= (byte) bits;
                assertThat(takes.test(changed))
                        .as("byte %d is %02x", at, changed[at])
                        .isFalse();
            }
        }
        dialects(good)
                .forEach((name, bytes) -> assertThat(takes.test(bytes)).as(name).isFalse());
    }

    private static Map<String, byte[]> dialects(byte[] good) {
        int lengthBytes = (good[1] & 0x80) == 0 ? 1 : 1 + (good[1] & 0x7f);
        var contents = Arrays.copyOfRange(good, 1 + lengthBytes, good.length);
        var spoilt = new LinkedHashMap<String, byte[]>();
        spoilt.put("a zero behind it", concat(good, new byte[1]));
        spoilt.put("a NULL behind it", concat(good, hex("0500")));
        spoilt.put("a zero inside at the end", tagged(good[0], concat(contents, new byte[1])));
        spoilt.put("a NULL inside at the end", tagged(good[0], concat(contents, hex("0500"))));
        spoilt.put("twice", concat(good, good));
        spoilt.put("wrapped once more", tagged(good[0], good));
        spoilt.put("empty", tagged(good[0], new byte[0]));
        spoilt.put(
                "BER, of indefinite length", concat(concat(new byte[] {good[0], (byte) 0x80}, contents), hex("0000")));
        for (int more = lengthBytes; more <= 4; more++) {
            var length = new byte[1 + more];
            length[0] = (byte) (0x80 + more);
            length[more] = (byte) contents.length;
            length[more - 1] |= (byte) (contents.length >> 8);
            spoilt.put(
                    "BER, a length of " + more + " bytes where " + (lengthBytes - 1) + " do",
                    concat(concat(new byte[] {good[0]}, length), contents));
        }
        spoilt.put("a length of 2^32 - 1", concat(hex("3084ffffffff"), contents));
        spoilt.put("a length of 2^31 - 1", concat(hex("30847fffffff"), contents));
        spoilt.put("nested without end", hex("3080".repeat(3000)));
        return spoilt;
    }

    static byte[] tagged(int tag, byte[] contents) {
        return concat(concat(new byte[] {(byte) tag}, DerForm.length(contents.length)), contents);
    }

    static byte[] concat(byte[] a, byte[] b) {
        var both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
