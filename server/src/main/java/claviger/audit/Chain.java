package claviger.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;

/// The end of the log, and how it grows: lays down lines, each holding the hash of the one before.
final class Chain {

    /// A head follows after at most so many records.
    static final int HEAD_EVERY = 1_000;

    private static final byte[] SEQUENCE = ascii("{\"sequence\":");
    private static final byte[] PREVIOUS = ascii(",\"previous\":\"");
    private static final byte[] CHANGE_NUMBER = ascii("\",\"changeNumber\":");
    private static final byte[] RECORD_AFTER_NUMBER = ascii(",\"record\":");
    private static final byte[] RECORD = ascii("\",\"record\":");

    private final MessageDigest digest = Sha256.digest();
    private long sequence;
    private String previous;
    private long records;
    private long changeNumber;
    private int unsigned;

    private Chain(long sequence, String previous, long records, long changeNumber) {
        this.sequence = sequence;
        this.previous = previous;
        this.records = records;
        this.changeNumber = changeNumber;
    }

    /// Before the first line.
    static Chain start() {
        return new Chain(0, Line.GENESIS, 0, 0);
    }

    /// Right before a head that is trusted to tell the truth about what came earlier.
    static Chain before(Head head) {
        return new Chain(head.sequence() - 1, head.previous(), head.records(), head.changeNumber());
    }

    /// The sequence number of the last line, 0 if there is none.
    long sequence() {
        return sequence;
    }

    long records() {
        return records;
    }

    /// The last change number, 0 if there is none.
    long changeNumber() {
        return changeNumber;
    }

    /// How many records no head covers.
    int unsigned() {
        return unsigned;
    }

    void addRecord(Lines.Writer out, byte[] json, long change) {
        out.begin();
        out.put(SEQUENCE);
        out.put(sequence + 1);
        out.put(PREVIOUS);
        out.put(ascii(previous));
        if (change == 0) {
            out.put(RECORD);
        } else {
            out.put(CHANGE_NUMBER);
            out.put(change);
            out.put(RECORD_AFTER_NUMBER);
        }
        out.put(json);
        out.put((byte) '}');
        grown(out.end(digest));
        grownByRecord(change);
    }

    Head addHead(Lines.Writer out, AuditKey key, StateMark state, Instant time) {
        var head = Head.sign(key, sequence + 1, previous, records, changeNumber, state, time);
        out.begin();
        out.put(ascii(head.line()));
        grown(out.end(digest));
        unsigned = 0;
        return head;
    }

    /// Takes the next line of a log that is being read.
    ///
    /// @return why it cannot be the next line, or empty if it is
    String follow(Line line, byte[] bytes) {
        return switch (line) {
            case Line.Malformed(var reason) -> reason;
            case Line.RecordLine entry -> followRecord(entry, bytes);
            case Line.HeadLine(var head) -> followHead(head, bytes);
        };
    }

    private String followRecord(Line.RecordLine entry, byte[] bytes) {
        var fault = followAny(entry.sequence(), entry.previous());
        if (!fault.isEmpty()) {
            return fault;
        }
        // A log may begin at any change: it may be younger than the state.
        if (entry.changeNumber() != 0 && changeNumber != 0 && entry.changeNumber() != changeNumber + 1) {
            return "change number %d follows %d".formatted(entry.changeNumber(), changeNumber);
        }
        if (unsigned == HEAD_EVERY) {
            return "more than %,d records have no head over them".formatted(HEAD_EVERY);
        }
        grown(digest.digest(bytes));
        grownByRecord(entry.changeNumber());
        return "";
    }

    private String followHead(Head head, byte[] bytes) {
        var fault = followAny(head.sequence(), head.previous());
        if (!fault.isEmpty()) {
            return fault;
        }
        if (head.records() != records || head.changeNumber() != changeNumber) {
            return "the head tells of %d records up to change %d, but %d up to change %d are before it"
                    .formatted(head.records(), head.changeNumber(), records, changeNumber);
        }
        if (head.state().changeNumber() > changeNumber) {
            return "the head tells of a state that is newer than the last change before it";
        }
        grown(digest.digest(bytes));
        unsigned = 0;
        return "";
    }

    private String followAny(long lineSequence, String linePrevious) {
        if (lineSequence != sequence + 1) {
            return "sequence number %d follows %d".formatted(lineSequence, sequence);
        }
        return linePrevious.equals(previous) ? "" : "it does not hold the hash of the line before";
    }

    private void grown(byte[] hash) {
        sequence++;
        previous = Sha256.hex(hash);
    }

    private void grownByRecord(long change) {
        records++;
        unsigned++;
        if (change != 0) {
            changeNumber = change;
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
