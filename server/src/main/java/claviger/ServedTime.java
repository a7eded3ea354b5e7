package claviger;

import claviger.crypto.Hkdf;
import claviger.crypto.Hmac;
import claviger.crypto.SecretBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.HexFormat;

/// How long this installation has served in all, by the clock that only counts. It is kept in a file with a
/// MAC: whoever edits it, or puts back an older one, makes it smaller at most, and what waits for served
/// time waits longer.
final class ServedTime {

    private static final Logger LOG = System.getLogger(ServedTime.class.getName());

    private final Path file;
    private final SecretBytes key;
    private final long started = System.nanoTime();
    private Duration before;

    /// @param file need not exist
    /// @param state the installation's state subkey, from which one of its own is derived
    ServedTime(Path file, SecretBytes state) {
        this.file = file;
        this.key = Hkdf.subkey(state, "claviger state: served time");
        this.before = read();
    }

    synchronized Duration total() {
        return before.plusNanos(System.nanoTime() - started);
    }

    /// Time that a development clock was moved by counts as served.
    synchronized void add(Duration moved) {
        before = before.plus(moved);
        save();
    }

    /// Keeps what was served so far. What is lost with a crash is what was served since the last time.
    synchronized void save() {
        var total = total().toString();
        try {
            var fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, total + " " + mac(total) + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Duration read() {
        try {
            if (!Files.exists(file)) {
                return Duration.ZERO;
            }
            var words = Files.readString(file).strip().split(" ", -1);
            if (words.length == 2 && isMac(words[1], words[0])) {
                return Duration.parse(words[0]);
            }
        } catch (IOException | DateTimeException e) {
            // Said below, whatever it is.
        }
        LOG.log(
                Level.WARNING,
                "{0} does not tell how long this installation has served, so that is counted anew: keys that wait to be"
                        + " deleted wait longer. Call their deletion off and schedule it again to shorten that.",
                file);
        return Duration.ZERO;
    }

    private boolean isMac(String claimed, String text) {
        return MessageDigest.isEqual(ascii(claimed), ascii(mac(text)));
    }

    private String mac(String text) {
        return HexFormat.of().formatHex(Hmac.SHA_256.compute(key, ascii(text)).toByteArray());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
