package claviger;

import claviger.audit.AuditReader;
import claviger.explain.Trail;
import claviger.trail.Recorded;
import claviger.trail.TrailReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Searches the audit trail from its newest segment back, as far as a request may take.
///
/// @param folder of the trail
/// @param mostBytes of records that are looked at
record TrailSearch(Path folder, long mostBytes) implements Trail {

    /// What takes a second or two.
    static final long MOST_BYTES = 1L << 30;

    @Override
    public @Nullable Recorded find(String account, String requestId) {
        var found = new ArrayDeque<Recorded>();
        search(
                requestId,
                1,
                found,
                request ->
                        request.account().equals(account) && request.requestId().equals(requestId));
        return found.peek();
    }

    @Override
    public List<Recorded> latest(String keyArn, int most) {
        var found = new ArrayDeque<Recorded>();
        search(
                keyArn,
                most,
                found,
                request -> request.checks().stream()
                        .anyMatch(check -> check.resource().equals(keyArn)));
        return List.copyOf(found);
    }

    /// @param text without which a record is not read
    /// @param found gets the newest first
    private void search(String text, int most, ArrayDeque<Recorded> found, Predicate<Recorded> wanted) {
        var read = new AtomicLong();
        try (var segments = AuditReader.newestSegmentsFirst(folder)) {
            var each = segments.iterator();
            // A segment is read to its end, which is where its newest records are.
            while (each.hasNext() && found.size() < most && read.get() < mostBytes) {
                try (var records = each.next()) {
                    var counted =
                            records.peek(entry -> read.addAndGet(entry.json().length()));
                    last(counted, text, most - found.size(), wanted).forEach(found::addLast);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The last of a segment that match, the newest first.
    private static Deque<Recorded> last(
            Stream<AuditReader.Entry> records, String text, int most, Predicate<Recorded> wanted) {
        var kept = new ArrayDeque<Recorded>();
        records.filter(entry -> new String(entry.json().shared(), StandardCharsets.ISO_8859_1).contains(text))
                .flatMap(entry -> TrailReader.request(entry.json()).stream())
                .filter(wanted)
                .forEach(request -> {
                    if (kept.size() == most) {
                        kept.removeLast();
                    }
                    kept.addFirst(request);
                });
        return kept;
    }
}
