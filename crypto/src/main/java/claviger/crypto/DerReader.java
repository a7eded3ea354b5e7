package claviger.crypto;

import java.math.BigInteger;
import java.util.Arrays;

/// Reads DER (X.690), and nothing that is merely like it: no indefinite or padded length, no
/// negative or padded number, nothing left over. What deviates is an [IllegalArgumentException] or
/// an [IndexOutOfBoundsException], for [Untrusted] to turn into a refusal.
///
/// It does not recurse: how deep an encoding is nested, its reader decides and not its writer.
final class DerReader {

    private final byte[] der;
    private final int end;
    private int at;

    private DerReader(byte[] der, int at, int end) {
        this.der = der;
        this.at = at;
        this.end = end;
    }

    static DerReader of(byte[] der) {
        return new DerReader(der, 0, der.length);
    }

    /// The only value there is, whose contents are then read.
    static DerReader ofOnly(int tag, byte[] der) {
        var outer = of(der);
        var inner = outer.enter(tag);
        outer.end();
        return inner;
    }

    /// Whether the next value has this tag.
    boolean has(int tag) {
        return at < end && der[at] == (byte) tag;
    }

    /// The contents of the next value, to be read; this reader goes on behind it.
    DerReader enter(int tag) {
        require(has(tag));
        at++;
        int length = length();
        require(length <= end - at);
        at += length;
        return new DerReader(der, at - length, at);
    }

    /// The contents of the next value.
    byte[] read(int tag) {
        return enter(tag).rest();
    }

    /// X.690, 8.3: in two's complement, without a leading byte that says nothing. No number of a
    /// key or a signature is negative.
    BigInteger integer() {
        var digits = read(Der.INTEGER);
        require(digits.length > 0 && digits[0] >= 0);
        require(digits.length == 1 || digits[0] != 0 || digits[1] < 0);
        return new BigInteger(digits);
    }

    /// A string of whole bytes.
    byte[] bitString(int tag) {
        var contents = enter(tag);
        contents.expect(new byte[1]);
        return contents.rest();
    }

    /// The next bytes are these and no others.
    void expect(byte[] bytes) {
        require(bytes.length <= end - at);
        require(Arrays.equals(der, at, at + bytes.length, bytes, 0, bytes.length));
        at += bytes.length;
    }

    void end() {
        require(at == end);
    }

    private byte[] rest() {
        var rest = Arrays.copyOfRange(der, at, end);
        at = end;
        return rest;
    }

    /// X.690, 10.1: definite, and in as few bytes as it takes.
    private int length() {
        int first = next();
        if (first < 0x80) {
            return first;
        }
        require(first == 0x81 || first == 0x82);
        int length = next();
        if (first == 0x82) {
            length = length << 8 | next();
        }
        require(length >= (first == 0x81 ? 0x80 : 0x100));
        return length;
    }

    private int next() {
        require(at < end);
        return Byte.toUnsignedInt(der[at++]);
    }

    static void require(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException("not what it should be in DER");
        }
    }
}
