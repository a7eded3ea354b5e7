package claviger.iam.mfa;

/// Base32 of RFC 4648, section 6, in which authenticators take seeds.
final class Base32 {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Base32() {}

    /// @param bytes a multiple of five
    /// @return ASCII
    static byte[] encoded(byte[] bytes) {
        var encoded = new byte[bytes.length / 5 * 8];
        for (int bit = 0; bit < bytes.length * 8; bit += 5) {
            int value = 0;
            for (int i = bit; i < bit + 5; i++) {
                value = value << 1 | (bytes[i / 8] >> (7 - i % 8) & 1);
            }
            encoded[bit / 5] = (byte) ALPHABET.charAt(value);
        }
        return encoded;
    }
}
