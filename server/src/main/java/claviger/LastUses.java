package claviger;

import claviger.LastUsesFile.Place;
import claviger.audit.AuditLog;
import claviger.audit.AuditReader;
import claviger.kms.Key;
import claviger.kms.KeyLastUsageTrackingOperation;
import claviger.kms.KeyUse;
import claviger.kms.KeyUses;
import claviger.kms.View;
import claviger.trail.TrailReader;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The last use of every key. It is held in memory and written to a file from time to time; what happened after that is
/// read back from the audit trail at the next start, so that nothing is forgotten that came after the file was there,
/// and
/// no use of a key costs a write.
///
/// Whoever puts back an older file makes the start read more of the trail. Where the file is
/// missing or was edited, uses are known from now on.
final class LastUses implements KeyUses, AutoCloseable {

    private static final Logger LOG = System.getLogger(LastUses.class.getName());

    /// Between two times that the file is written, and so about how much of the trail a start reads after a crash.
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private static final Pattern KEY_ARN = Pattern.compile("arn:[^:]*:kms:([^:]*):([^:]*):key/(.*)");

    private final LastUsesFile file;
    private final AuditLog audit;
    private final Supplier<View> view;
    private final Instant trackedSince;
    private final Map<Place, KeyUse> uses = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().daemon().name("last-uses").unstarted(this::run);
    private final long foundUpTo;
    private volatile boolean changed;
    private long savedUpTo;

    /// Reads what is known.
    ///
    /// @param trail the folder of the audit trail
    LastUses(LastUsesFile file, AuditLog audit, Path trail, Supplier<View> view, InstantSource clock) {
        this.file = file;
        this.audit = audit;
        this.view = view;
        var last = audit.found().lastSequence();
        var known = file.read(last);
        foundUpTo = last;
        if (known != null) {
            uses.putAll(known.uses());
        }
        if (known != null && readTrail(trail, known.upTo() + 1)) {
            trackedSince = known.trackedSince();
            savedUpTo = known.upTo();
        } else {
            trackedSince = clock.instant();
            uses.clear();
        }
    }

    void start() {
        thread.start();
    }

    @Override
    public void used(List<Key> keys, KeyUse use) {
        for (var key : keys) {
            put(place(key), use);
        }
    }

    @Override
    public @Nullable KeyUse last(Key key) {
        return uses.get(place(key));
    }

    @Override
    public Instant trackedSince() {
        return trackedSince;
    }

    private static Place place(Key key) {
        return new Place(key.account(), key.region(), key.id());
    }

    private void put(Place place, KeyUse use) {
        uses.merge(place, use, (before, now) -> now.at().isBefore(before.at()) ? before : now);
        changed = true;
    }

    /// Whether it could be read: a trail that cannot keeps nobody from the keys, and `audit verify`
    /// tells of it.
    private boolean readTrail(Path trail, long from) {
        if (from > foundUpTo) {
            return true;
        }
        try (var records = AuditReader.records(trail, from)) {
            records.forEach(entry -> TrailReader.success(entry.json()).ifPresent(this::repeat));
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "the audit trail does not tell when keys were last used, so that is known from now on: {0}",
                    e.toString());
            return false;
        }
    }

    private void repeat(TrailReader.Success request) {
        var operation = KeyLastUsageTrackingOperation.named(request.eventName());
        if (operation == null) {
            return;
        }
        var use = new KeyUse(operation, request.eventTime(), request.eventId(), request.requestId());
        for (var arn : request.resources()) {
            var matcher = KEY_ARN.matcher(arn);
            if (matcher.matches()) {
                put(new Place(matcher.group(2), matcher.group(1), matcher.group(3)), use);
            }
        }
    }

    private void run() {
        try {
            if (savedUpTo == 0) {
                // Not in the constructor, since a start does not have to wait for the disk here.
                trySave(foundUpTo);
            }
            // A use is put here a moment after its record is durable, so the file claims only what was
            // durable one pause before. What is then read once more does no harm.
            var upTo = audit.durableSequence();
            while (!closing.await(PAUSE.toMillis() + uses.size() / 10, TimeUnit.MILLISECONDS)) {
                var now = audit.durableSequence();
                if (changed) {
                    trySave(upTo);
                }
                upTo = now;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void trySave(long upTo) {
        changed = false;
        try {
            // Each on the view of its own moment: the key of a use that has just come may be new.
            uses.keySet()
                    .removeIf(place ->
                            view.get().in(place.account(), place.region()).key(place.keyId()) == null);
            file.write(new LastUsesFile.Content(trackedSince, upTo, uses));
            savedUpTo = upTo;
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "the last uses of keys are not kept, so the next start takes longer: {0}",
                    e.toString());
        }
    }

    /// To be called when the audit trail is closed, so that the next start finds nothing behind what is kept.
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (changed || savedUpTo < audit.durableSequence()) {
            trySave(audit.durableSequence());
        }
    }
}
