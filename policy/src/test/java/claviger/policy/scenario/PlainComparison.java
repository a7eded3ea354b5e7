package claviger.policy.scenario;

import java.math.BigDecimal;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The comparisons of the operators that are not negated: policy language, 6.1.
///
/// @param name in small letters, such as `stringlike`
/// @param variables whether the document's version has variables
record PlainComparison(String name, boolean variables, PlainContext context) {

    /// Whether one value of the policy is matched by the request's value. What cannot be read is not matched.
    boolean any(List<String> policy, String request) {
        return policy.stream().anyMatch(value -> matches(value, request));
    }

    private boolean matches(String policy, String request) {
        return switch (name) {
            case "stringequals" -> text(policy, text -> text.text().equals(request));
            case "stringequalsignorecase" -> text(policy, text -> text.text().equalsIgnoreCase(request));
            case "stringlike" -> pattern(policy, pattern -> pattern.matches(request));
            case "arnequals", "arnlike" -> pattern(policy, pattern -> pattern.matchesArn(request));
            case "numericequals" -> compare(policy, request, PlainComparison::number, order -> order == 0);
            case "numericlessthan" -> compare(policy, request, PlainComparison::number, order -> order < 0);
            case "numericlessthanequals" -> compare(policy, request, PlainComparison::number, order -> order <= 0);
            case "numericgreaterthan" -> compare(policy, request, PlainComparison::number, order -> order > 0);
            case "numericgreaterthanequals" -> compare(policy, request, PlainComparison::number, order -> order >= 0);
            case "dateequals" -> compare(policy, request, PlainComparison::date, order -> order == 0);
            case "datelessthan" -> compare(policy, request, PlainComparison::date, order -> order < 0);
            case "datelessthanequals" -> compare(policy, request, PlainComparison::date, order -> order <= 0);
            case "dategreaterthan" -> compare(policy, request, PlainComparison::date, order -> order > 0);
            case "dategreaterthanequals" -> compare(policy, request, PlainComparison::date, order -> order >= 0);
            case "bool" -> compare(policy, request, PlainComparison::bool, order -> order == 0);
            case "binaryequals" -> compare(policy, request, PlainComparison::bytes, order -> order == 0);
            case "ipaddress" -> inNetwork(policy, request);
            default -> throw new IllegalArgumentException("No operator is named " + name);
        };
    }

    private boolean text(String policy, Predicate<PlainPattern> test) {
        return !variables
                ? test.test(PlainPattern.letters(policy))
                : tests(PlainPattern.variables(policy, false, context), test);
    }

    private boolean pattern(String policy, Predicate<PlainPattern> test) {
        return tests(variables ? PlainPattern.variables(policy, true, context) : PlainPattern.wildcards(policy), test);
    }

    // 6.5: a variable without value is matched by nothing.
    private static boolean tests(@Nullable PlainPattern pattern, Predicate<PlainPattern> test) {
        return pattern != null && test.test(pattern);
    }

    private static <T extends Comparable<T>> boolean compare(
            String policy, String request, Function<String, @Nullable T> read, IntPredicate test) {
        var left = read.apply(request);
        var right = read.apply(policy);
        return left != null && right != null && test.test(left.compareTo(right));
    }

    private static @Nullable BigDecimal number(String text) {
        return text.matches("[+-]?[0-9]+(\\.[0-9]+)?") ? new BigDecimal(text) : null;
    }

    private static @Nullable Boolean bool(String text) {
        if (text.equalsIgnoreCase("true")) {
            return true;
        }
        return text.equalsIgnoreCase("false") ? false : null;
    }

    // The request's bytes are written in base64 too.
    private static @Nullable ByteBuffer bytes(String text) {
        try {
            return ByteBuffer.wrap(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    // W3C's forms of ISO 8601 (https://www.w3.org/TR/NOTE-datetime), of which a year is one: so four digits are a year.
    private static @Nullable Instant date(String text) {
        try {
            if (text.matches("[0-9]{4}")) {
                return start(Year.parse(text).atDay(1));
            }
            if (text.matches("-?[0-9]+(\\.[0-9]+)?")) {
                return epoch(new BigDecimal(text));
            }
            if (text.matches("[0-9]{4}-[0-9]{2}")) {
                return start(YearMonth.parse(text).atDay(1));
            }
            if (text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
                return start(LocalDate.parse(text));
            }
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException | ArithmeticException _) {
            return null;
        }
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Instant epoch(BigDecimal seconds) {
        return Instant.EPOCH
                .plusNanos(seconds.remainder(BigDecimal.ONE).movePointRight(9).longValue())
                .plusSeconds(seconds.toBigInteger().longValueExact());
    }

    // A network is an address and the number of its leading bits that count; without that number, all do.
    private static boolean inNetwork(String policy, String request) {
        var slash = policy.indexOf('/');
        var network = address(slash < 0 ? policy : policy.substring(0, slash));
        var address = address(request);
        if (network == null || address == null || network.getClass() != address.getClass()) {
            return false;
        }
        var all = address.getAddress().length * Byte.SIZE;
        var length = slash < 0 ? String.valueOf(all) : policy.substring(slash + 1);
        if (!length.matches("[0-9]{1,3}") || Integer.parseInt(length) > all) {
            return false;
        }
        var bits = Integer.parseInt(length);
        return Arrays.equals(leading(network, bits), leading(address, bits));
    }

    private static boolean[] leading(InetAddress address, int bits) {
        var leading = new boolean[bits];
        for (var i = 0; i < bits; i++) {
            leading[i] = (address.getAddress()[i / Byte.SIZE] >> (Byte.SIZE - 1 - i % Byte.SIZE) & 1) == 1;
        }
        return leading;
    }

    private static @Nullable InetAddress address(String text) {
        try {
            return text.contains(":")
                    ? Inet6Address.ofLiteral(text)
                    : text.matches("[0-9]+(\\.[0-9]+){3}") ? Inet4Address.ofLiteral(text) : null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
