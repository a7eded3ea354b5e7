package claviger.sts;

import claviger.crypto.Randomness;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/// The ids of temporary access keys. As in AWS's, their account stands in them: a one, the account
/// in 40 bits, and 39 random bits, in base 32 behind `ASIA`.
///
/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html>
final class AccessKeyIds {

    private static final String PREFIX = "ASIA";
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final Pattern FORM = Pattern.compile(PREFIX + "[Q-Z2-7][A-Z2-7]{15}");

    private static final int CHARACTERS = 16;
    private static final int ACCOUNT_BITS = 40;
    private static final int RANDOM_BITS = 39;
    private static final BigInteger ACCOUNT_MASK =
            BigInteger.ONE.shiftLeft(ACCOUNT_BITS).subtract(BigInteger.ONE);

    private AccessKeyIds() {}

    static boolean isTemporary(String accessKeyId) {
        return accessKeyId.startsWith(PREFIX);
    }

    static String temporary(String account, Randomness random) {
        var tail = new BigInteger(1, random.bytes(5)).shiftRight(5 * Byte.SIZE - RANDOM_BITS);
        var number = BigInteger.ONE
                .shiftLeft(ACCOUNT_BITS)
                .or(new BigInteger(account))
                .shiftLeft(RANDOM_BITS)
                .or(tail);
        var id = new StringBuilder(PREFIX);
        for (int at = CHARACTERS - 1; at >= 0; at--) {
            id.append(BASE32.charAt(number.shiftRight(5 * at).intValue() & 31));
        }
        return id.toString();
    }

    /// The account of a temporary access key, empty for an id that is none.
    static Optional<String> account(String accessKeyId) {
        if (!FORM.matcher(accessKeyId).matches()) {
            return Optional.empty();
        }
        var number = BigInteger.ZERO;
        for (var c : accessKeyId.substring(PREFIX.length()).toCharArray()) {
            number = number.shiftLeft(5).or(BigInteger.valueOf(BASE32.indexOf(c)));
        }
        var account = number.shiftRight(RANDOM_BITS).and(ACCOUNT_MASK).longValue();
        return account > 999_999_999_999L ? Optional.empty() : Optional.of("%012d".formatted(account));
    }
}
