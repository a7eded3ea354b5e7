package claviger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The wall clock, moved forward. How far is kept in a file, so that time does not run back when the
/// server is started again.
final class MovableClock implements InstantSource {

    private final Path file;
    private volatile Duration ahead;

    /// @param file holds how far ahead the clock is, as an ISO 8601 duration; it need not exist
    MovableClock(Path file) {
        this.file = file;
        try {
            ahead = Files.exists(file) ? Duration.parse(Files.readString(file).strip()) : Duration.ZERO;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }

    /// Moves the clock, for good.
    ///
    /// @param by not negative
    synchronized Instant advance(Duration by) {
        var moved = ahead.plus(by);
        try {
            var fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, moved + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ahead = moved;
        return instant();
    }
}
