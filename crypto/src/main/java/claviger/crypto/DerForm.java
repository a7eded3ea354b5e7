package claviger.crypto;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// A DER encoding (X.690) in which everything is fixed but the contents of some fields, and their
/// lengths are fixed too. Keys whose numbers have one length each are such encodings.
///
/// So nothing is parsed: what is read either equals the form in every byte outside of its fields,
/// or is refused. BER, trailing bytes, parameters, other algorithms and other lengths need no rule
/// of their own, and a secret is copied once, into its field.
final class DerForm {

    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int SEQUENCE = 0x30;

    private record Field(int at, int length) {}

    /// The whole encoding, with zeros in the fields.
    private final byte[] fixed;

    private final List<Field> fields;

    private DerForm(byte[] fixed, List<Field> fields) {
        this.fixed = fixed;
        this.fields = fields;
    }

    /// Bytes that are no encoding by themselves, and differ from value to value.
    static DerForm field(int length) {
        return new DerForm(new byte[length], List.of(new Field(0, length)));
    }

    /// @param value 0 to 127
    static DerForm integer(int value) {
        return tagged(INTEGER, bytes((byte) value));
    }

    /// @param contents the encoded identifier, without tag and length
    static DerForm objectIdentifier(String contents) {
        return tagged(OBJECT_IDENTIFIER, bytes(HexFormat.of().parseHex(contents)));
    }

    static DerForm octetString(DerForm... contents) {
        return tagged(OCTET_STRING, contents);
    }

    /// A string of whole bytes.
    static DerForm bitString(DerForm... contents) {
        return tagged(
                BIT_STRING,
                Stream.concat(Stream.of(bytes((byte) 0)), Stream.of(contents)).toArray(DerForm[]::new));
    }

    static DerForm bytes(byte... contents) {
        return new DerForm(contents, List.of());
    }

    static DerForm sequence(DerForm... parts) {
        return tagged(SEQUENCE, parts);
    }

    static DerForm tagged(int tag, DerForm... parts) {
        int length = 0;
        for (var part : parts) {
            length += part.fixed.length;
        }
        var whole = new ByteArrayOutputStream();
        whole.write(tag);
        whole.writeBytes(length(length));
        var fields = new ArrayList<Field>();
        for (var part : parts) {
            for (var field : part.fields) {
                fields.add(new Field(whole.size() + field.at, field.length));
            }
            whole.writeBytes(part.fixed);
        }
        return new DerForm(whole.toByteArray(), List.copyOf(fields));
    }

    /// X.690, 10.1: the shortest form of a length.
    static byte[] length(int length) {
        if (length < 0x80) {
            return new byte[] {(byte) length};
        }
        return length < 0x100
                ? new byte[] {(byte) 0x81, (byte) length}
                : new byte[] {(byte) 0x82, (byte) (length >> 8), (byte) length};
    }

    int fields() {
        return fields.size();
    }

    /// The encoding of these values, one for each field, in their order.
    byte[] write(byte[]... values) {
        if (values.length != fields.size()) {
            throw new IllegalArgumentException("a value for each field");
        }
        var der = fixed.clone();
        for (int i = 0; i < values.length; i++) {
            var field = fields.get(i);
            if (values[i].length != field.length) {
                throw new IllegalArgumentException("a field of " + field.length + " bytes, not " + values[i].length);
            }
            System.arraycopy(values[i], 0, der, field.at, field.length);
        }
        return der;
    }

    boolean matches(byte[] der) {
        if (der.length != fixed.length) {
            return false;
        }
        int difference = 0;
        int at = 0;
        for (var field : fields) {
            difference |= difference(der, at, field.at);
            at = field.at + field.length;
        }
        return (difference | difference(der, at, der.length)) == 0;
    }

    private int difference(byte[] der, int from, int to) {
        int difference = 0;
        for (int i = from; i < to; i++) {
            difference |= der[i] ^ fixed[i];
        }
        return difference;
    }

    /// A copy of what is in a field, counted from 0, of an encoding that matches.
    byte[] read(byte[] der, int index) {
        var field = fields.get(index);
        var value = new byte[field.length];
        System.arraycopy(der, field.at, value, 0, field.length);
        return value;
    }
}
