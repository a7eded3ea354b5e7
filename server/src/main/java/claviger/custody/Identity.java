package claviger.custody;

import claviger.crypto.Blob;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What a seal or a MAC is bound to: a purpose and fields. Every field goes in behind its length,
/// so that no two lists of fields give the same bytes; fields of one purpose always come in one
/// order.
public final class Identity {

    private byte[] bytes = new byte[192];
    private int length;

    private Identity() {}

    /// @param purpose what is bound, unlike that of any other use
    public static Identity of(String purpose) {
        return new Identity().with(purpose);
    }

    /// Adds a text.
    ///
    /// @throws IllegalArgumentException if it is not well-formed Unicode and so has no UTF-8
    public Identity with(String text) {
        var utf8 = text.getBytes(StandardCharsets.UTF_8);
        // getBytes makes '?' of a lone surrogate: two texts would get the same bytes.
        var surelyWhole = utf8.length == text.length() && !hasQuestionMark(utf8);
        if (!surelyWhole && !new String(utf8, StandardCharsets.UTF_8).equals(text)) {
            throw new IllegalArgumentException("not well-formed Unicode");
        }
        return with(utf8);
    }

    public Identity with(long number) {
        return with(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    public Identity with(byte[] field) {
        var needed = length + Integer.BYTES + field.length;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
        }
        ByteBuffer.wrap(bytes, length, needed - length).putInt(field.length).put(field);
        length = needed;
        return this;
    }

    public Blob encoded() {
        return Blob.adopt(Arrays.copyOf(bytes, length));
    }

    private static boolean hasQuestionMark(byte[] utf8) {
        for (var each : utf8) {
            if (each == '?') {
                return true;
            }
        }
        return false;
    }
}
