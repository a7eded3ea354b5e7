package claviger;

import claviger.crypto.Hkdf;
import claviger.crypto.Hmac;
import claviger.crypto.SecretBytes;
import claviger.kms.KeyLastUsageTrackingOperation;
import claviger.kms.KeyUse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The file of [LastUses]: a header, a line for each key, and a MAC over the SHA-256 of them all.
final class LastUsesFile {

    private static final Logger LOG = System.getLogger(LastUsesFile.class.getName());

    private static final String HEADER = "claviger-last-uses 1";

    private final Path file;
    private final SecretBytes key;

    /// @param file need not exist
    /// @param state the installation's state subkey, from which one of its own is derived
    LastUsesFile(Path file, SecretBytes state) {
        this.file = file;
        this.key = Hkdf.subkey(state, "claviger state: last uses");
    }

    /// Where a key is.
    record Place(String account, String region, String keyId) {}

    /// What the file says.
    ///
    /// @param upTo the sequence number of the audit trail up to which it has everything
    record Content(Instant trackedSince, long upTo, Map<Place, KeyUse> uses) {}

    void write(Content content) throws IOException {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        var digest = sha256();
        try (var channel = FileChannel.open(
                        fresh,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING);
                var out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
                var hashed = new DigestOutputStream(out, digest)) {
            hashed.write(ascii(HEADER + " " + content.trackedSince + " " + content.upTo + "\n"));
            for (var entry : content.uses.entrySet()) {
                hashed.write(ascii(line(entry.getKey(), entry.getValue())));
            }
            out.write(ascii(mac(digest) + "\n"));
            out.flush();
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// @param last the last sequence number in the audit trail: a file that is ahead of it is of another one
    /// @return `null` if there is no file, or none that can be believed
    @Nullable
    Content read(long last) {
        if (!Files.exists(file)) {
            return null;
        }
        try {
            var content = parse();
            if (content != null && content.upTo <= last) {
                return content;
            }
        } catch (IOException | IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException e) {
            // Said below, whatever it is.
        }
        LOG.log(
                Level.WARNING,
                "{0} does not tell when keys were last used, so that is known from now on: GetKeyLastUsage answers with"
                        + " TrackingStartDate. Earlier uses are in the audit trail.",
                file);
        return null;
    }

    private @Nullable Content parse() throws IOException {
        var digest = sha256();
        var uses = new HashMap<Place, KeyUse>();
        try (var lines = Files.newBufferedReader(file, StandardCharsets.US_ASCII)) {
            var header = lines.readLine();
            for (var line = header; line != null; line = lines.readLine()) {
                if (!line.contains(" ")) {
                    var words = header.split(" ", -1);
                    return MessageDigest.isEqual(ascii(line), ascii(mac(digest)))
                            ? new Content(Instant.parse(words[2]), Long.parseLong(words[3]), uses)
                            : null;
                }
                digest.update(ascii(line + "\n"));
                if (!line.startsWith(HEADER)) {
                    readUse(line.split(" ", -1), uses);
                }
            }
        }
        return null;
    }

    private static String line(Place place, KeyUse use) {
        return String.join(
                        " ",
                        place.account,
                        place.region,
                        place.keyId,
                        use.operation().wireName(),
                        Long.toString(use.at().getEpochSecond()),
                        use.eventId().toString(),
                        use.requestId().toString())
                + "\n";
    }

    private static void readUse(String[] words, Map<Place, KeyUse> into) {
        var operation = KeyLastUsageTrackingOperation.named(words[3]);
        if (operation == null) {
            throw new IllegalArgumentException(words[3]);
        }
        into.put(
                new Place(words[0].intern(), words[1].intern(), words[2]),
                new KeyUse(
                        operation,
                        Instant.ofEpochSecond(Long.parseLong(words[4])),
                        UUID.fromString(words[5]),
                        UUID.fromString(words[6])));
    }

    private String mac(MessageDigest content) {
        return HexFormat.of()
                .formatHex(Hmac.SHA_256.compute(key, content.digest()).toByteArray());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
