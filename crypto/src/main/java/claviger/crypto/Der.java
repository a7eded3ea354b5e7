package claviger.crypto;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/// A value in DER (X.690) on its way out. The lengths are known before the first byte is written,
/// so that a secret is copied once.
final class Der {

    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int SEQUENCE = 0x30;

    static final Der NULL = raw(HexFormat.of().parseHex("0500"));

    private interface Content {
        void writeTo(ByteBuffer out);
    }

    private final int length;
    private final Content content;

    private Der(int length, Content content) {
        this.length = length;
        this.content = content;
    }

    /// Bytes as they are: an encoding, or what stands inside of one.
    static Der raw(byte... bytes) {
        return new Der(bytes.length, out -> out.put(bytes));
    }

    static Der raw(Blob bytes) {
        return raw(bytes.shared());
    }

    static Der tagged(int tag, Der... parts) {
        int contents = 0;
        for (var part : parts) {
            contents += part.length;
        }
        var header = header(tag, contents);
        return new Der(header.length + contents, out -> {
            out.put(header);
            for (var part : parts) {
                part.content.writeTo(out);
            }
        });
    }

    static Der sequence(Der... parts) {
        return tagged(SEQUENCE, parts);
    }

    static Der integer(BigInteger value) {
        return tagged(INTEGER, raw(value.toByteArray()));
    }

    static Der integer(int value) {
        return integer(BigInteger.valueOf(value));
    }

    /// @param contents the encoded identifier, without tag and length
    static Der objectIdentifier(String contents) {
        return tagged(OBJECT_IDENTIFIER, raw(HexFormat.of().parseHex(contents)));
    }

    static Der octetString(Der... contents) {
        return tagged(OCTET_STRING, contents);
    }

    /// A string of whole bytes.
    static Der bitString(Der contents) {
        return tagged(BIT_STRING, raw((byte) 0), contents);
    }

    byte[] encode() {
        var out = ByteBuffer.allocate(length);
        content.writeTo(out);
        return out.array();
    }

    /// X.690, 10.1: the length in as few bytes as it takes; two are enough for keys.
    private static byte[] header(int tag, int length) {
        if (length < 0x80) {
            return new byte[] {(byte) tag, (byte) length};
        }
        return length < 0x100
                ? new byte[] {(byte) tag, (byte) 0x81, (byte) length}
                : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
    }
}
