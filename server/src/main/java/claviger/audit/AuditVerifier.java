package claviger.audit;

import claviger.audit.AuditKey.PublicAuditKey;
import claviger.audit.Segments.Segment;
import claviger.crypto.Blob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Holds a log against its public key and the heads that were kept elsewhere. Needs no server.
///
/// Found are any edit, removal, insertion, change of order, repetition, exchange of segments, other
/// signer or other history, up to the last signed head in the log, and any cut of the end up to the
/// last head given. Records after the last signed head, at most a second's worth or 1,000, are
/// chained, but nobody has vouched for them.
public final class AuditVerifier {

    /// What is to be said of a log.
    public sealed interface Verdict {}

    /// All that is there is as it was written.
    ///
    /// @param firstSequence where the log begins: 1, or the first line that is not in the archive
    /// @param lastSequence where it ends
    /// @param records how many records were read
    /// @param heads how many signed heads were read
    /// @param lastHead empty if nothing is signed yet
    /// @param unsignedTail how many records come after the last head
    public record Intact(
            long firstSequence, long lastSequence, long records, long heads, Optional<Head> lastHead, long unsignedTail)
            implements Verdict {}

    /// The first thing that is wrong.
    ///
    /// @param file the name of the segment, or what else was looked at
    /// @param line counted from 1; 0 where no line is meant
    public record Broken(String file, long line, String reason) implements Verdict {}

    private final PublicAuditKey key;
    private final RecordCheck recordCheck = new RecordCheck();
    private final TreeMap<Long, Head> known = new TreeMap<>();
    private final List<Unchecked> unchecked = new ArrayList<>();
    private final String folderName;

    private Chain chain = Chain.start();
    private long records;
    private long heads;
    private Optional<Head> lastHead = Optional.empty();

    /// A head whose signature was not yet looked at.
    private record Unchecked(Head head, String file, long line) {}

    /// Ends the reading.
    private static final class BrokenException extends Exception {
        private final transient Broken verdict;

        BrokenException(String file, long line, String reason) {
            super(reason, null, false, false);
            verdict = new Broken(file, line, reason);
        }
    }

    private AuditVerifier(PublicAuditKey key, String folderName) {
        this.key = key;
        this.folderName = folderName;
    }

    /// Reads the whole log in bounded memory.
    ///
    /// @param spki the public half of the audit key
    /// @param knownHeads lines of heads that come from a place which whoever may have changed the log
    ///     could not change. Where the first segment is in an archive, the first line of the first
    ///     segment that is here must be among them: it is what the rest is anchored in.
    /// @throws IOException if the files cannot be read
    /// @throws IllegalArgumentException if the public key is not an Ed25519 key
    public static Verdict verify(Path folder, Blob spki, List<String> knownHeads) throws IOException {
        var verifier = new AuditVerifier(PublicAuditKey.of(spki), folder.toString());
        try {
            verifier.know(knownHeads);
            return verifier.read(folder);
        } catch (BrokenException e) {
            return e.verdict;
        }
    }

    private void know(List<String> lines) throws BrokenException {
        for (var line : lines) {
            try {
                var head = Head.parse(line);
                if (!key.verifies(head)) {
                    throw new BrokenException("the given head", 0, "it is not signed by the given key");
                }
                if (!known.computeIfAbsent(head.sequence(), _ -> head).equals(head)) {
                    throw new BrokenException("the given head", 0, "two given heads are signed for one place");
                }
            } catch (IllegalArgumentException e) {
                throw new BrokenException("the given head", 0, String.valueOf(e.getMessage()));
            }
        }
    }

    private Verdict read(Path folder) throws IOException, BrokenException {
        var segments = segments(folder);
        var first = segments.getFirst().first();
        if (first != 1) {
            var anchor = known.get(first);
            if (anchor == null) {
                throw new BrokenException(
                        segments.getFirst().name(),
                        1,
                        "the segments before it are not here; if they are in an archive, give its first line as a"
                                + " known head");
            }
            chain = Chain.before(anchor);
        }
        for (var segment : segments) {
            read(segment);
        }
        var last = segments.getLast();
        checkSignatures();
        if (!known.isEmpty() && known.lastKey() > chain.sequence()) {
            throw new BrokenException(
                    last.name(),
                    0,
                    "the log ends at sequence number %d, but a head was given for %d: its end was cut off"
                            .formatted(chain.sequence(), known.lastKey()));
        }
        return new Intact(first, chain.sequence(), records, heads, lastHead, chain.unsigned());
    }

    private List<Segment> segments(Path folder) throws IOException, BrokenException {
        try {
            var segments = Segments.in(folder);
            if (segments.isEmpty()) {
                throw new BrokenException(folderName, 0, "there is no audit segment here");
            }
            return segments;
        } catch (DamagedAuditException e) {
            throw new BrokenException(folderName, 0, String.valueOf(e.getMessage()));
        }
    }

    private void read(Segment segment) throws IOException, BrokenException {
        if (segment.first() != chain.sequence() + 1) {
            throw new BrokenException(
                    segment.name(),
                    0,
                    "the segment before it ends at sequence number %d: lines are missing or one file has the name of"
                                    .formatted(chain.sequence())
                            + " another");
        }
        var lineNumber = 0L;
        try (var lines = new Lines.Reader(segment.path())) {
            for (var bytes = lines.next(); bytes != null; bytes = lines.next()) {
                lineNumber++;
                var fault = lines.ended()
                        ? follow(segment, lineNumber, bytes)
                        : "the line has no end: it is being written, was left by a crash, or was cut";
                if (!fault.isEmpty()) {
                    throw new BrokenException(segment.name(), lineNumber, fault);
                }
            }
        }
        if (lineNumber == 0) {
            throw new BrokenException(segment.name(), 0, "the segment is empty");
        }
    }

    private String follow(Segment segment, long lineNumber, byte[] bytes) throws BrokenException {
        var line = Line.parse(bytes);
        var fault = chain.follow(line, bytes);
        if (!fault.isEmpty()) {
            return fault;
        }
        var given = known.get(chain.sequence());
        return switch (line) {
            case Line.Malformed(var reason) -> reason;
            case Line.RecordLine entry -> {
                records++;
                if (given != null) {
                    yield "a head was given for this place, and this is a record: it is another history";
                }
                if (lineNumber == 1 && segment.first() != 1) {
                    yield "a segment must begin with a head";
                }
                yield recordCheck.fault(entry.json().shared());
            }
            case Line.HeadLine(var head) -> {
                heads++;
                lastHead = Optional.of(head);
                unchecked.add(new Unchecked(head, segment.name(), lineNumber));
                if (head.sequence() - unchecked.getFirst().head().sequence() >= Chain.HEAD_EVERY) {
                    checkSignatures();
                }
                yield given == null || given.equals(head)
                        ? ""
                        : "it is not the head that was given for this place: it is another history";
            }
        };
    }

    /// A good signature vouches for all lines before it, earlier heads included, so of many heads the
    /// last is enough. If that one is bad, the first bad one is looked for.
    private void checkSignatures() throws BrokenException {
        if (!unchecked.isEmpty() && !key.verifies(unchecked.getLast().head())) {
            for (var each : unchecked) {
                if (!key.verifies(each.head())) {
                    throw new BrokenException(
                            each.file(),
                            each.line(),
                            each.head().keyId().equals(key.id())
                                    ? "the signature of the head does not fit what is before it"
                                    : "the head is signed by another key");
                }
            }
        }
        unchecked.clear();
    }
}
