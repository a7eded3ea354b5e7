package claviger.sigv4;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// What a request is made of: octets, held in strings with one character for each, as the front
/// delivers them. Nothing is decoded to text, so nothing can be decoded in two ways.
final class Octets {

    private static final int LONGEST_QUOTE = 256;

    private Octets() {}

    static byte[] bytes(String octets) {
        return octets.getBytes(StandardCharsets.ISO_8859_1);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// Whether this is a token of RFC 9110, section 5.6.2: what methods and field names are.
    static boolean isToken(String text) {
        for (var at = 0; at < text.length(); at++) {
            if (!isTokenCharacter(text.charAt(at))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isTokenCharacter(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || c == '-'
                || (c >= '0' && c <= '9')
                || switch (c) {
                    case '!', '#', '$', '%', '&', '\'', '*', '+', '.', '^', '_', '`', '|', '~' -> true;
                    default -> false;
                };
    }

    /// Whether RFC 3986, section 2.3, calls the character unreserved.
    static boolean isUnreserved(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }

    static void percentEncode(char octet, StringBuilder out) {
        out.append('%')
                .append(Character.toUpperCase(Character.forDigit(octet >> 4, 16)))
                .append(Character.toUpperCase(Character.forDigit(octet & 0xF, 16)));
    }

    /// Without spaces and tabs at either end: RFC 9110, section 5.5, counts them as no part of a
    /// value.
    static String trim(String value) {
        var from = 0;
        var to = value.length();
        while (from < to && isBlank(value.charAt(from))) {
            from++;
        }
        while (from < to && isBlank(value.charAt(to - 1))) {
            to--;
        }
        return value.substring(from, to);
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /// Something that the caller sent, for an error text: bounded, and printable on one line.
    static String quote(String sent) {
        var quote = new StringBuilder();
        for (var at = 0; at < sent.length() && at < LONGEST_QUOTE; at++) {
            var c = sent.charAt(at);
            quote.append(c >= ' ' && c <= '~' ? c : '?');
        }
        return quote.toString();
    }
}
