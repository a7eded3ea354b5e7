package claviger.iam;

import claviger.crypto.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalInt;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The codes of MFA devices: RFC 6238 with HMAC-SHA-1, 30 seconds and six digits.
public final class Totp {

    private static final int STEP_SECONDS = 30;

    private Totp() {}

    /// The step that a time is in.
    public static int step(Instant time) {
        return Math.toIntExact(time.getEpochSecond() / STEP_SECONDS);
    }

    /// The first step within so many steps of one, whose code this is, and the next step's the
    /// next.
    ///
    /// @param codes one, or two that follow each other
    /// @return the step of the last code
    public static OptionalInt matching(SecretBytes seed, int around, int width, String... codes) {
        var found = OptionalInt.empty();
        // All are tried, so that the time tells nothing.
        for (int first = around - width; first <= around + width; first++) {
            var matches = true;
            for (int i = 0; i < codes.length; i++) {
                matches &= MessageDigest.isEqual(bytes(code(seed, first + i)), bytes(codes[i]));
            }
            if (matches && found.isEmpty()) {
                found = OptionalInt.of(first + codes.length - 1);
            }
        }
        return found;
    }

    /// The code of a step: RFC 4226, section 5.3.
    static String code(SecretBytes seed, int step) {
        return seed.use(key -> {
            try {
                var mac = Mac.getInstance("HmacSHA1");
                mac.init(new SecretKeySpec(key, "HmacSHA1"));
                var hash = mac.doFinal(
                        ByteBuffer.allocate(Long.BYTES).putLong(step).array());
                var number = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 0xF) & 0x7FFF_FFFF;
                return String.format(Locale.ROOT, "%06d", number % 1_000_000);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform has HMAC-SHA-1", e);
            }
        });
    }

    private static byte[] bytes(String code) {
        return code.getBytes(StandardCharsets.UTF_8);
    }
}
