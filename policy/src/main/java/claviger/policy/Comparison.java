package claviger.policy;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One value of a condition, ready to be compared with one value of a request. Text of a form
/// that the operator cannot read, in the policy or in the request, equals nothing.
@FunctionalInterface
interface Comparison {

    boolean holds(String requested, DecisionContext context);

    Comparison NEVER = (_, _) -> false;

    /// More digits than any number that AWS knows; what is longer is no number, as comparing
    /// takes time by its length.
    int MAX_NUMBER = 100;

    Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?");
    Pattern EPOCH = Pattern.compile("-?[0-9]{1,12}(\\.[0-9]{1,9})?");
    Pattern YEAR = Pattern.compile("[0-9]{4}");
    Pattern MONTH = Pattern.compile("[0-9]{4}-[0-9]{2}");
    Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    Pattern MOMENT = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})");

    static Comparison text(Template template) {
        return template::matches;
    }

    static Comparison number(String inPolicy, IntPredicate order) {
        return ordered(inPolicy, Comparison::number, order);
    }

    static Comparison date(String inPolicy, IntPredicate order) {
        return ordered(inPolicy, Comparison::instant, order);
    }

    static Comparison bool(String inPolicy) {
        return isBoolean(inPolicy) ? (value, _) -> value.equalsIgnoreCase(inPolicy) : NEVER;
    }

    static Comparison binary(String inPolicy) {
        var bytes = bytes(inPolicy);
        return bytes == null ? NEVER : (value, _) -> Arrays.equals(bytes, bytes(value));
    }

    static Comparison address(String inPolicy) {
        var block = AddressBlock.of(inPolicy);
        return block == null ? NEVER : (value, _) -> block.contains(value);
    }

    /// For each value that a key has, "the key is absent" is false.
    static Comparison presence(String inPolicy) {
        return (_, _) -> inPolicy.equalsIgnoreCase("false");
    }

    private static <T extends Comparable<T>> Comparison ordered(
            String inPolicy, Function<String, @Nullable T> reader, IntPredicate order) {
        T bound = reader.apply(inPolicy);
        if (bound == null) {
            return NEVER;
        }
        return (value, _) -> {
            T read = reader.apply(value);
            return read != null && order.test(read.compareTo(bound));
        };
    }

    static boolean isBoolean(String text) {
        return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
    }

    static @Nullable BigDecimal number(String text) {
        return text.length() <= MAX_NUMBER && NUMBER.matcher(text).matches() ? new BigDecimal(text) : null;
    }

    /// The forms of <https://www.w3.org/TR/NOTE-datetime>, and seconds since 1970. Four digits
    /// are a year.
    static @Nullable Instant instant(String text) {
        if (text.length() > MAX_NUMBER) {
            return null;
        }
        try {
            if (MOMENT.matcher(text).matches()) {
                return OffsetDateTime.parse(text).toInstant();
            }
            if (YEAR.matcher(text).matches()) {
                return start(LocalDate.of(Integer.parseInt(text), 1, 1));
            }
            if (MONTH.matcher(text).matches()) {
                return start(YearMonth.parse(text).atDay(1));
            }
            if (DAY.matcher(text).matches()) {
                return start(LocalDate.parse(text));
            }
            if (EPOCH.matcher(text).matches()) {
                var seconds = new BigDecimal(text);
                var whole = seconds.longValue();
                return Instant.ofEpochSecond(
                        whole,
                        seconds.subtract(BigDecimal.valueOf(whole))
                                .movePointRight(9)
                                .longValue());
            }
            return null;
        } catch (DateTimeException e) {
            // Digits in the right places that are no date, such as a 31st of February.
            return null;
        }
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static byte @Nullable [] bytes(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
