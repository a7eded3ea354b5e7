package claviger.audit;

import claviger.crypto.Blob;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/// One line of the log, read back. The frame around a record has exactly one spelling, so it is
/// matched byte for byte rather than parsed as JSON: what differs in anything is malformed.
sealed interface Line {

    /// Room for a request of 1 MiB in which each byte became a six-byte escape, and the rest.
    int MAX_RECORD_BYTES = 8 << 20;

    /// A record and its frame.
    int MAX_LINE_BYTES = MAX_RECORD_BYTES + 256;

    /// The hash before the first line.
    String GENESIS = "0".repeat(Sha256.HEX_DIGITS);

    /// @param changeNumber 0 for a record of a request that changed nothing
    record RecordLine(long sequence, String previous, long changeNumber, Blob json) implements Line {}

    record HeadLine(Head head) implements Line {}

    record Malformed(String reason) implements Line {}

    static Line parse(byte[] line) {
        if (line.length > MAX_LINE_BYTES) {
            return new Malformed("the line is longer than a line can be");
        }
        if (holdsControl(line)) {
            return new Malformed("the line holds a control character");
        }
        try {
            return new Cursor(line).line();
        } catch (MalformedException e) {
            return new Malformed(e.reason);
        }
    }

    /// Whether a byte below space is in it: JSON has them escaped, so a sector never written shows.
    static boolean holdsControl(byte[] bytes) {
        for (var each : bytes) {
            if (each >= 0 && each < ' ') {
                return true;
            }
        }
        return false;
    }

    /// Ends the match at the first byte that differs.
    final class MalformedException extends Exception {
        private final String reason;

        MalformedException(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }
    }

    /// Matches a line from left to right.
    final class Cursor {

        private static final byte[] SEQUENCE = ascii("{\"sequence\":");
        private static final byte[] PREVIOUS = ascii(",\"previous\":\"");
        private static final byte[] CHANGE_NUMBER = ascii(",\"changeNumber\":");
        private static final byte[] RECORD = ascii(",\"record\":");
        private static final byte[] HEAD = ascii(",\"head\":{\"records\":");
        private static final byte[] STATE = ascii(",\"state\":{\"changeNumber\":");
        private static final byte[] DIGEST = ascii(",\"digest\":\"");
        private static final byte[] TIME = ascii("\"},\"time\":\"");
        private static final byte[] KEY_ID = ascii("\",\"keyId\":\"");
        private static final byte[] SIGNATURE = ascii("\"},\"signature\":\"");
        private static final byte[] QUOTE = ascii("\"");
        private static final byte[] END = ascii("\"}");

        private static final int MAX_DIGITS = 18;
        private static final int TIME_LENGTH = 24;
        private static final int SIGNATURE_LENGTH = 88;

        private final byte[] line;
        private int at;

        Cursor(byte[] line) {
            this.line = line;
        }

        private static byte[] ascii(String text) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }

        Line line() throws MalformedException {
            expect(SEQUENCE);
            var sequence = number();
            if (sequence == 0) {
                throw new MalformedException("sequence numbers begin at 1");
            }
            expect(PREVIOUS);
            var previous = hex(Sha256.HEX_DIGITS, Sha256.HEX_DIGITS);
            expect(QUOTE);
            return skip(HEAD) ? head(sequence, previous) : recordLine(sequence, previous);
        }

        private Line recordLine(long sequence, String previous) throws MalformedException {
            var changeNumber = 0L;
            if (skip(CHANGE_NUMBER)) {
                changeNumber = number();
                if (changeNumber == 0) {
                    throw new MalformedException("change numbers begin at 1");
                }
            }
            expect(RECORD);
            // One byte closes the frame; the record itself is an object, so at least two more.
            var end = line.length - 1;
            if (end - at < 2 || line[at] != '{' || line[end - 1] != '}' || line[end] != '}') {
                throw new MalformedException("the record is not an object that ends with the line");
            }
            return new RecordLine(sequence, previous, changeNumber, Blob.adopt(Arrays.copyOfRange(line, at, end)));
        }

        private Line head(long sequence, String previous) throws MalformedException {
            var records = number();
            expect(CHANGE_NUMBER);
            var changeNumber = number();
            expect(STATE);
            var stateChange = number();
            expect(DIGEST);
            var digest = hex(0, StateMark.MAX_DIGEST_DIGITS);
            if (digest.length() % 2 != 0) {
                throw new MalformedException("a digest has half a byte");
            }
            expect(TIME);
            var time = time();
            expect(KEY_ID);
            var keyId = hex(Sha256.HEX_DIGITS, Sha256.HEX_DIGITS);
            expect(SIGNATURE);
            signature();
            expect(END);
            if (at != line.length) {
                throw new MalformedException("something follows the end of the head");
            }
            return new HeadLine(new Head(
                    sequence,
                    previous,
                    records,
                    changeNumber,
                    new StateMark(stateChange, digest),
                    time,
                    keyId,
                    new String(line, StandardCharsets.US_ASCII)));
        }

        private boolean skip(byte[] text) {
            if (!Arrays.equals(line, at, Math.min(line.length, at + text.length), text, 0, text.length)) {
                return false;
            }
            at += text.length;
            return true;
        }

        private void expect(byte[] text) throws MalformedException {
            if (!skip(text)) {
                throw new MalformedException(
                        "%s is missing at byte %d".formatted(new String(text, StandardCharsets.US_ASCII), at));
            }
        }

        /// Decimal without sign or leading zeros: a second spelling of a number is no number here.
        private long number() throws MalformedException {
            var start = at;
            var value = 0L;
            while (at < line.length && line[at] >= '0' && line[at] <= '9' && at - start < MAX_DIGITS) {
                value = value * 10 + (line[at++] - '0');
            }
            if (at == start || (line[start] == '0' && at - start > 1)) {
                throw new MalformedException("a number is missing at byte " + start);
            }
            return value;
        }

        private String hex(int least, int most) throws MalformedException {
            var start = at;
            while (at < line.length && StateMark.isHexDigit(line[at]) && at - start < most) {
                at++;
            }
            if (at - start < least) {
                throw new MalformedException("hex digits are missing at byte " + at);
            }
            return new String(line, start, at - start, StandardCharsets.US_ASCII);
        }

        private Instant time() throws MalformedException {
            var text = text(TIME_LENGTH);
            try {
                var time = Instant.parse(text);
                if (Head.TIME.format(time).equals(text)) {
                    return time;
                }
            } catch (DateTimeException _) {
                // said below
            }
            throw new MalformedException("the time of the head is not one");
        }

        private void signature() throws MalformedException {
            var text = text(SIGNATURE_LENGTH);
            try {
                var bytes = Base64.getDecoder().decode(text);
                // The decoder forgives bits that encode nothing; a second spelling would be an
                // edit of the last line that no hash shows.
                if (bytes.length == Head.SIGNATURE_BYTES
                        && Base64.getEncoder().encodeToString(bytes).equals(text)) {
                    return;
                }
            } catch (IllegalArgumentException _) {
                // said below
            }
            throw new MalformedException("the signature is not 64 bytes in base64");
        }

        private String text(int length) throws MalformedException {
            if (line.length - at < length) {
                throw new MalformedException("the line ends too early");
            }
            var text = new String(line, at, length, StandardCharsets.ISO_8859_1);
            at += length;
            return text;
        }
    }
}
