package claviger.audit;

import claviger.call.AuditTrail;
import claviger.crypto.Blob;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The audit log of this server: one writer, one folder.
///
/// A record is durable once its batch has been written and synced; nobody who waits is told so
/// earlier. While the disk fails, everybody who waits is refused after the patience, the writer
/// tries again five times a second, and the records that waited are written when it succeeds.
///
/// Records are signed over by heads: one follows after at most 1,000 records, and within about a
/// second of any record. Nothing is written when nothing happens.
public final class AuditLog implements AuditTrail, AutoCloseable {

    /*
     * One thread owns the chain, the lines of the next write and the segment. It takes the batch
     * that has gathered while the last one was being synced, lays down its lines behind a head that
     * may be there already, writes and syncs once, and releases the batch. Only then does it sign
     * (0.4 ms): the head is put in front of the next batch, or written by itself when none comes.
     *
     * After a failed write the same bytes are given again, so the chain never has to go back.
     */

    private static final Logger LOG = System.getLogger(AuditLog.class.getName());

    private static final long HEAD_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long IDLE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final Duration RETRY = Duration.ofMillis(200);
    private static final long NEVER = Long.MAX_VALUE;

    // Half of what is allowed, so that a batch of any size still fits below the next head.
    private static final int HEAD_DUE = Chain.HEAD_EVERY / 2;

    /// What was found when the log was opened.
    ///
    /// @param lastSequence the sequence number of the last line, 0 in an empty log
    /// @param lastChangeNumber the last change number in the log, 0 if it has none; the store hands
    ///     over again the records of all later changes, and must not be behind it
    /// @param lastHead the last signed head
    /// @param cutBytes how much of an unfinished write was taken away: none of it was acknowledged
    public record Found(long lastSequence, long lastChangeNumber, Optional<Head> lastHead, long cutBytes) {}

    private final Path folder;
    private final AuditKey key;
    private final Supplier<StateMark> state;
    private final InstantSource clock;
    private final Settings settings;
    private final Disk disk;
    private final FileChannel lock;
    private final Found found;
    private final Waiting waiting;
    private final Thread writer;

    // Owned by the writer.
    private final Chain chain;
    private final Lines.Writer lines = new Lines.Writer();
    private SegmentWriter segment;
    private StateMark fitting;
    private @Nullable StateMark ahead;
    private @Nullable Head headInLines;
    private long headDeadline = NEVER;

    // Written by the writer, read by anybody.
    private volatile long durableChangeNumber;
    private volatile long durableSequence;
    private volatile @Nullable Head lastHead;
    private volatile boolean failing;
    private volatile long busySince = NEVER;
    private volatile boolean closing;

    /// Opens the log in a folder, makes both if they are not there, and continues it.
    ///
    /// @param folder made with mode 0700
    /// @param state asked by the writer whenever a head is due; it must answer at once and must
    ///     not wait for this log. A mark ahead of the changes in the log waits for a later head
    /// @throws DamagedAuditException if the log must not be continued
    /// @throws IOException if the files cannot be used, or another process writes them
    public static AuditLog open(
            Path folder, AuditKey key, Supplier<StateMark> state, InstantSource clock, Settings settings)
            throws IOException {
        return open(folder, key, state, clock, settings, new Disk.HostDisk());
    }

    static AuditLog open(
            Path folder, AuditKey key, Supplier<StateMark> state, InstantSource clock, Settings settings, Disk disk)
            throws IOException {
        var place = folder.toAbsolutePath();
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(place, ownerOnly);
        var lock = lock(place);
        try {
            return new AuditLog(place, key, state, clock, settings, disk, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private AuditLog(
            Path folder,
            AuditKey key,
            Supplier<StateMark> state,
            InstantSource clock,
            Settings settings,
            Disk disk,
            FileChannel lock)
            throws IOException {
        this.folder = folder;
        this.key = key;
        this.state = state;
        this.clock = clock;
        this.settings = settings;
        this.disk = disk;
        this.lock = lock;

        var end = new Recovery(folder, key.publicKey()).end();
        chain = end.chain();
        found = new Found(chain.sequence(), chain.changeNumber(), end.lastHead(), end.cutBytes());
        if (end.cutBytes() > 0) {
            LOG.log(Level.WARNING, "took {0} bytes of an unfinished write off the audit log", end.cutBytes());
        }
        segment = end.segment() == null
                ? SegmentWriter.begin(disk, Segments.path(folder, chain.sequence() + 1))
                : SegmentWriter.resume(
                        disk, end.segment(), end.size(), end.lastLine().toByteArray());
        lastHead = end.lastHead().orElse(null);
        fitting = end.lastHead().map(Head::state).orElse(StateMark.NONE);
        durableChangeNumber = chain.changeNumber();
        durableSequence = chain.sequence();
        waiting = new Waiting(settings, chain.changeNumber());
        if (chain.unsigned() > 0) {
            headDeadline = System.nanoTime() + HEAD_NANOS;
        }
        writer = Thread.ofPlatform().name("audit-writer").daemon().unstarted(this::run);
        writer.start();
        Thread.ofPlatform().name("audit-watch").daemon().start(waiting::refuseTheLate);
    }

    private static FileChannel lock(Path folder) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var channel = FileChannel.open(folder.resolve("audit.lock"), options, ownerOnly);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException _) {
            // said below
        }
        channel.close();
        throw new IOException("the audit log in this folder is being written by another server");
    }

    public Found found() {
        return found;
    }

    /// The highest change number whose record is durable: the store no longer needs to keep it.
    public long durableChangeNumber() {
        return durableChangeNumber;
    }

    /// The sequence number of the last line that is durable.
    public long durableSequence() {
        return durableSequence;
    }

    /// The highest change number that was taken in. After a refusal, the store hands over again the
    /// records of the changes above it, in order.
    public long lastChangeNumber() {
        return waiting.lastChange();
    }

    /// The last signed head that is durable: to be kept where this host cannot change it.
    public Optional<Head> lastHead() {
        return Optional.ofNullable(lastHead);
    }

    /// Whether records become durable now: `false` from the first failure until the next success, and
    /// while the disk has not answered for longer than the patience.
    public boolean healthy() {
        var since = busySince;
        var hangs = since != NEVER
                && System.nanoTime() - since > settings.patience().toNanos();
        return !failing && !hangs && writer.isAlive();
    }

    /// Takes the array itself: it must not be changed afterwards. Never waits for the disk. Where
    /// there is no room, or the change number is not the next one, the receipt refuses at once.
    ///
    /// @param auditRecord at most 8 MiB, an object, with control characters escaped as JSON demands
    /// @throws IllegalArgumentException if it is not that: no line could hold it
    @Override
    public Receipt append(byte[] auditRecord, long changeNumber) {
        var length = auditRecord.length;
        if (length < 2 || length > Line.MAX_RECORD_BYTES || auditRecord[0] != '{' || auditRecord[length - 1] != '}') {
            throw new IllegalArgumentException("an audit record is a JSON object of at most 8 MiB");
        }
        if (changeNumber < NO_CHANGE || Line.holdsControl(auditRecord)) {
            throw new IllegalArgumentException("an audit record has no raw control character, nor a negative change");
        }
        return waiting.add(Blob.adopt(auditRecord), changeNumber);
    }

    /// Writes what waits, signs it, and lets go of the files. If the disk fails now, whoever waits is
    /// refused.
    @Override
    public void close() {
        closing = true;
        waiting.close();
        try {
            writer.join(settings.patience().multipliedBy(2));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        waiting.failAll();
        if (writer.isAlive()) {
            LOG.log(Level.ERROR, "the disk of the audit log hangs; the log stays locked until it answers");
        }
    }

    /// The writer's last deed: what hangs in the disk may still be written, and until then nobody else
    /// may begin to write.
    private void letGo() {
        try (lock) {
            segment.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the audit segment could not be closed", e);
        }
    }

    private void run() {
        try {
            while (step()) {
                // until closed
            }
        } catch (RuntimeException | Error e) {
            // Fail closed: without a writer, nothing is ever acknowledged again.
            LOG.log(Level.ERROR, "the audit writer has stopped; every request will be refused", e);
        } finally {
            waiting.failAll();
            letGo();
        }
    }

    private boolean step() {
        var batch =
                waiting.take(Math.min(IDLE_NANOS, headDeadline == NEVER ? NEVER : headDeadline - System.nanoTime()));
        if (batch == null && waiting.isClosed() && chain.unsigned() == 0 && lines.isEmpty()) {
            return false;
        }
        if (batch != null) {
            addRecords(batch);
        } else if (chain.unsigned() > 0 && (isHeadDue() || waiting.isClosed())) {
            addHead();
        }
        if (lines.isEmpty()) {
            watch();
            return true;
        }
        var durable = makeDurable();
        if (batch != null) {
            waiting.over(batch);
            if (durable) {
                batch.end(Batch.Verdict.DURABLE);
            } else {
                batch.end(Batch.Verdict.CLOSED);
            }
        }
        if (durable) {
            afterWrite(batch != null);
        }
        return durable;
    }

    private void addRecords(Batch batch) {
        if (chain.unsigned() + batch.entries().size() > Chain.HEAD_EVERY) {
            addHead();
        }
        for (var entry : batch.entries()) {
            chain.addRecord(lines, entry.json().shared(), entry.changeNumber());
        }
    }

    private void addHead() {
        headInLines = chain.addHead(lines, key, mark(), clock.instant());
    }

    private boolean isHeadDue() {
        return chain.unsigned() >= HEAD_DUE || (headDeadline != NEVER && System.nanoTime() - headDeadline >= 0);
    }

    private void afterWrite(boolean heldRecords) {
        durableChangeNumber = chain.changeNumber();
        durableSequence = chain.sequence();
        var written = headInLines;
        if (written != null) {
            lastHead = written;
            headInLines = null;
            headDeadline = NEVER;
        }
        lines.clear();
        if (chain.unsigned() > 0 && headDeadline == NEVER) {
            headDeadline = System.nanoTime() + HEAD_NANOS;
        }
        // Not after a head alone: the head that begins a segment must not fill and end it.
        if (heldRecords && segment.size() >= settings.segmentBytes()) {
            beginSegment();
        } else if (isHeadDue()) {
            addHead();
        }
    }

    /// A segment begins with a head, so that it can be verified and continued by itself.
    private void beginSegment() {
        try {
            segment.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "a finished audit segment could not be closed", e);
        }
        segment = SegmentWriter.begin(disk, Segments.path(folder, chain.sequence() + 1));
        addHead();
    }

    /// Writes the lines, for as long as it takes. Gives up only when the log is being closed.
    private boolean makeDurable() {
        var started = System.nanoTime();
        busySince = started;
        while (true) {
            try {
                segment.write(lines);
                busySince = NEVER;
                recovered(started);
                return true;
            } catch (IOException e) {
                failed(e);
            }
            if (closing) {
                return false;
            }
            pause();
        }
    }

    private void watch() {
        var started = System.nanoTime();
        busySince = started;
        try {
            segment.checkWhileIdle();
            recovered(started);
        } catch (IOException e) {
            failed(e);
        }
        busySince = NEVER;
    }

    private void failed(IOException cause) {
        if (!failing) {
            failing = true;
            LOG.log(Level.ERROR, "the audit log cannot be written; requests are refused until it can", cause);
        }
    }

    private void recovered(long started) {
        if (failing) {
            failing = false;
            var millis = Duration.ofNanos(System.nanoTime() - started).toMillis();
            LOG.log(Level.INFO, "the audit log can be written again, after {0} ms", millis);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the audit writer", e);
        }
    }

    /// The newest mark known that tells of no change beyond those in the chain. While changes are on
    /// their way the store is ahead of the log; its mark is then used once the log has caught up.
    private StateMark mark() {
        StateMark now;
        try {
            now = state.get();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "no state digest for the audit head; the one before is used again", e);
            return fitting;
        }
        if (now.changeNumber() <= chain.changeNumber()) {
            fitting = now;
            ahead = null;
        } else if (ahead == null) {
            ahead = now;
        } else if (ahead.changeNumber() <= chain.changeNumber()) {
            fitting = ahead;
            ahead = now;
        }
        return fitting;
    }
}
