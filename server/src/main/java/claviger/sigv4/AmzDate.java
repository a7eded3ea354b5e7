package claviger.sigv4;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Points in time as signatures name them: `20260528T052649Z`, in UTC, to the second.
final class AmzDate {

    /// Stands for a text that is no date.
    static final long NONE = Long.MIN_VALUE;

    private static final int LENGTH = 16;
    private static final int LONGEST_HTTP_DATE = 40;
    private static final int SECONDS_PER_DAY = 86_400;
    private static final DateTimeFormatter BASIC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private AmzDate() {}

    /// The seconds since the epoch, or [#NONE].
    static long parse(String text) {
        if (text.length() != LENGTH || text.charAt(8) != 'T' || text.charAt(15) != 'Z') {
            return NONE;
        }
        var year = digits(text, 0, 4);
        var month = digits(text, 4, 6);
        var day = digits(text, 6, 8);
        var hour = digits(text, 9, 11);
        var minute = digits(text, 11, 13);
        var second = digits(text, 13, 15);
        if ((year | month | day | hour | minute | second) < 0 || month < 1 || month > 12 || day < 1) {
            return NONE;
        }
        var first = LocalDate.of(year, month, 1);
        if (day > first.lengthOfMonth() || hour > 23 || minute > 59 || second > 59) {
            return NONE;
        }
        return (first.toEpochDay() + day - 1) * SECONDS_PER_DAY + hour * 3600L + minute * 60L + second;
    }

    /// The same for the value of a `Date` header, which may also be an HTTP date, such as
    /// `Sun, 06 Nov 1994 08:49:37 GMT`.
    static long parseHttp(String text) {
        var basic = parse(text);
        if (basic != NONE || text.length() > LONGEST_HTTP_DATE) {
            return basic;
        }
        try {
            return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text))
                    .getEpochSecond();
        } catch (DateTimeException _) {
            return NONE;
        }
    }

    static String format(long epochSecond) {
        return BASIC.format(Instant.ofEpochSecond(epochSecond));
    }

    /// Negative if there is anything but ASCII digits.
    private static int digits(String text, int from, int to) {
        var value = 0;
        for (var at = from; at < to; at++) {
            var digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
