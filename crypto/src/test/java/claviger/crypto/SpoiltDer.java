package claviger.crypto;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// A good encoding in every other dialect, cut, and with something added: all of them to be
/// refused.
final class SpoiltDer {

    private SpoiltDer() {}

    static Map<String, byte[]> forms(byte[] good) {
        var spoilt = new LinkedHashMap<String, byte[]>();
        for (int length = 0; length < good.length; length++) {
            spoilt.put("cut to " + length, Arrays.copyOf(good, length));
        }
        int header = good[1] >= 0 ? 2 : 2 + (good[1] & 0x7f);
        var contents = Arrays.copyOfRange(good, header, good.length);
        var length = HexFormat.of().formatHex(good, header - (good[1] >= 0 ? 1 : good[1] & 0x7f), header);
        spoilt.put("a zero behind", concat(good, hex("00")));
        spoilt.put("a NULL behind", concat(good, hex("0500")));
        spoilt.put("a line end behind", concat(good, hex("0a")));
        spoilt.put("itself behind", concat(good, good));
        spoilt.put("a zero in front", concat(hex("00"), good));
        spoilt.put(
                "a NULL inside, last", Der.sequence(Der.raw(contents), Der.NULL).encode());
        spoilt.put(
                "a NULL inside, first",
                Der.sequence(Der.NULL, Der.raw(contents)).encode());
        spoilt.put("in one sequence more", Der.sequence(Der.raw(good)).encode());
        spoilt.put("in an octet string", Der.octetString(Der.raw(good)).encode());
        spoilt.put("as a set", Der.tagged(0x31, Der.raw(contents)).encode());
        spoilt.put("not constructed", Der.tagged(0x10, Der.raw(contents)).encode());
        spoilt.put("of a class of its own", Der.tagged(0x70, Der.raw(contents)).encode());
        spoilt.put("of indefinite length", concat(hex("3080"), contents, hex("0000")));
        spoilt.put("of indefinite length, without an end", concat(hex("3080"), contents));
        spoilt.put("its length in one byte more", concat(hex(lengthened(good, length)), contents));
        spoilt.put(
                "its length in eight bytes", concat(hex("3088" + "0".repeat(16 - length.length()) + length), contents));
        spoilt.put("one byte too long", concat(good, new byte[0]));
        spoilt.get("one byte too long")[header - 1]++;
        spoilt.put("one byte too short", good.clone());
        spoilt.get("one byte too short")[header - 1]--;
        spoilt.put("of 2^31 - 1 bytes", concat(hex("30847fffffff"), contents));
        spoilt.put("of 2^32 - 1 bytes", concat(hex("3084ffffffff"), contents));
        spoilt.put("of the reserved length", concat(hex("30ff"), contents));
        spoilt.put("nested 4,000 times", hex("3080".repeat(4000)));
        spoilt.put("a sequence of nothing", hex("3000"));
        spoilt.put("zeros", new byte[good.length]);
        spoilt.put("in PEM", pem(good));
        spoilt.put("in base64", Base64.getEncoder().encode(good));
        return spoilt;
    }

    private static String lengthened(byte[] good, String length) {
        return good[1] >= 0 ? "3081" + length : "30" + String.format("%02x", (good[1] & 0xff) + 1) + "00" + length;
    }

    private static byte[] pem(byte[] der) {
        return ("-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(der)
                        + "\n-----END PUBLIC KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] concat(byte[]... parts) {
        var whole = new ByteArrayOutputStream();
        for (var part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
