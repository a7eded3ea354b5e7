package claviger.crypto;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;

/// How signatures and ciphertexts of SM2 travel (GM/T 0009): in DER, and in no other way. Bouncy
/// Castle has their numbers one behind the other.
final class Sm2Encoding {

    private static final int INTEGER = 0x02;
    private static final int OCTET_STRING = 0x04;
    private static final int SEQUENCE = 0x30;
    private static final int NUMBER = Sm2.NUMBER_LENGTH;
    private static final byte UNCOMPRESSED = 0x04;

    private Sm2Encoding() {}

    /// @param plain r and s, 64 bytes
    static Blob writeSignature(byte[] plain) {
        return sequence(integer(plain, 0), integer(plain, NUMBER));
    }

    static Optional<byte[]> readSignature(Blob der) {
        return read(der, reader -> concat(reader.number(), reader.number()));
    }

    /// @param plain an uncompressed point, the hash, and the masked plaintext: C1, C3, C2
    static Blob writeCiphertext(byte[] plain) {
        int hashAt = 1 + 2 * NUMBER;
        int maskedAt = hashAt + Sm2.DIGEST_LENGTH;
        return sequence(
                integer(plain, 1),
                integer(plain, 1 + NUMBER),
                tagged(OCTET_STRING, Arrays.copyOfRange(plain, hashAt, maskedAt)),
                tagged(OCTET_STRING, Arrays.copyOfRange(plain, maskedAt, plain.length)));
    }

    static Optional<byte[]> readCiphertext(Blob der) {
        return read(
                der,
                reader -> concat(
                        new byte[] {UNCOMPRESSED},
                        reader.number(),
                        reader.number(),
                        reader.octets(Sm2.DIGEST_LENGTH, Sm2.DIGEST_LENGTH),
                        reader.octets(1, Sm2.LONGEST_PLAINTEXT)));
    }

    private static Blob sequence(byte[]... parts) {
        return Blob.adopt(tagged(SEQUENCE, parts));
    }

    private static byte[] integer(byte[] plain, int from) {
        int at = from;
        while (at < from + NUMBER - 1 && plain[at] == 0) {
            at++;
        }
        var digits = Arrays.copyOfRange(plain, at, from + NUMBER);
        return digits[0] < 0 ? tagged(INTEGER, new byte[1], digits) : tagged(INTEGER, digits);
    }

    private static byte[] tagged(int tag, byte[]... parts) {
        var contents = concat(parts);
        return concat(new byte[] {(byte) tag}, DerForm.length(contents.length), contents);
    }

    private static byte[] concat(byte[]... parts) {
        var whole = new ByteArrayOutputStream();
        for (var part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }

    private interface Contents {
        byte[] read(Reader reader);
    }

    private static Optional<byte[]> read(Blob der, Contents contents) {
        return Untrusted.attempt(() -> {
            var outer = new Reader(der.shared());
            var inner = new Reader(outer.next(SEQUENCE));
            outer.end();
            var read = contents.read(inner);
            inner.end();
            return read;
        });
    }

    /// Throws at whatever is not DER: [Untrusted] is around it.
    private static final class Reader {

        private final byte[] der;
        private int at;

        Reader(byte[] der) {
            this.der = der;
        }

        byte[] next(int tag) {
            require(der[at++] == (byte) tag);
            int length = length();
            require(length <= der.length - at);
            at += length;
            return Arrays.copyOfRange(der, at - length, at);
        }

        /// X.690, 10.1: definite, and in as few bytes as it takes. Two bytes are enough here.
        private int length() {
            int first = Byte.toUnsignedInt(der[at++]);
            if (first < 0x80) {
                return first;
            }
            require(first == 0x81 || first == 0x82);
            int length = 0;
            for (int i = 0x80; i < first; i++) {
                length = length << 8 | Byte.toUnsignedInt(der[at++]);
            }
            require(length >= (first == 0x81 ? 0x80 : 0x100));
            return length;
        }

        byte[] octets(int shortest, int longest) {
            var octets = next(OCTET_STRING);
            require(octets.length >= shortest && octets.length <= longest);
            return octets;
        }

        /// X.690, 8.3: in two's complement, without a leading byte that says nothing. No number
        /// here is negative, or longer than 32 bytes.
        byte[] number() {
            var digits = next(INTEGER);
            require(digits[0] >= 0);
            int from = digits.length > 1 && digits[0] == 0 ? 1 : 0;
            require(from == 0 || digits[1] < 0);
            int length = digits.length - from;
            var number = new byte[NUMBER];
            System.arraycopy(digits, from, number, NUMBER - length, length);
            return number;
        }

        void end() {
            require(at == der.length);
        }

        private static void require(boolean condition) {
            if (!condition) {
                throw new IllegalArgumentException("not DER");
            }
        }
    }
}
