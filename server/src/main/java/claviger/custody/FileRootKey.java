package claviger.custody;

import claviger.crypto.AesGcm;
import claviger.crypto.Blob;
import claviger.crypto.Hkdf;
import claviger.crypto.Randomness;
import claviger.crypto.SecretBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;

/// A root key in a file that only its owner may read: one line, `claviger-root-key 1 ` and 32
/// random bytes in Base64. Whoever has this file and the store has every key; keep the two apart
/// in backups.
public final class FileRootKey implements RootKey {

    private static final byte[] VERSION_1 = "claviger-root-key 1 ".getBytes(StandardCharsets.US_ASCII);
    private static final int KEY = 32;
    private static final int LINE = VERSION_1.length + 44 + 1;

    private final AesGcm sealing;
    private final String fingerprint;
    private final Randomness random;

    /// Wipes `root`.
    private FileRootKey(SecretBytes root, Randomness random) {
        this.sealing = new AesGcm(Hkdf.subkey(root, "claviger root: domain keys"));
        this.fingerprint = HexFormat.of()
                .formatHex(Hkdf.subkey(root, "claviger root: fingerprint").expose(), 0, 8);
        this.random = random;
        root.wipe();
    }

    /// A root key that no file holds: what it seals ends with the process.
    public static FileRootKey ephemeral(Randomness random) {
        return new FileRootKey(random.secret(KEY), random);
    }

    /// Makes a new key and its file, readable by the owner alone, in a folder that is made if
    /// missing. Returns when it would survive a loss of power.
    ///
    /// @throws RootKeyException if the file exists, whatever it holds, or cannot be written
    public static FileRootKey create(Path file, Randomness random) {
        var root = random.secret(KEY);
        try {
            write(file.toAbsolutePath(), root);
        } catch (FileAlreadyExistsException e) {
            throw new RootKeyException("%s exists: a root key is never written over".formatted(file), e);
        } catch (IOException e) {
            throw new RootKeyException("cannot write the root key file %s: %s".formatted(file, e), e);
        }
        return new FileRootKey(root, random);
    }

    /// Reads the key from its file.
    ///
    /// @throws RootKeyException if the file is missing, malformed, or open to others than its
    ///     owner
    public static FileRootKey open(Path file, Randomness random) {
        try {
            var others = EnumSet.copyOf(PosixFilePermissions.fromString("---rw-rw-"));
            others.retainAll(Files.getPosixFilePermissions(file));
            if (!others.isEmpty()) {
                throw new RootKeyException(
                        "the root key file %s is open to others than its owner: chmod 600 %s".formatted(file, file));
            }
            return new FileRootKey(read(file), random);
        } catch (NoSuchFileException e) {
            throw new RootKeyException(
                    "there is no root key file %s: name the file that the store was made with".formatted(file), e);
        } catch (IOException e) {
            throw new RootKeyException("cannot read the root key file %s: %s".formatted(file, e), e);
        }
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public Blob seal(Blob identity, SecretBytes secret) {
        return sealing.seal(identity.shared(), secret, random);
    }

    @Override
    public Optional<SecretBytes> open(Blob identity, Blob sealed) {
        return sealing.open(identity.shared(), sealed);
    }

    private static void write(Path file, SecretBytes root) throws IOException {
        var folder = file.getParent();
        if (folder == null) {
            throw new NoSuchFileException(file.toString());
        }
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(permissions("rwx------")));
        // The empty file is the claim: of two who create at once, one fails here, and a rename
        // alone would write over what the other has made.
        Files.createFile(file, PosixFilePermissions.asFileAttribute(permissions("rw-------")));
        var temporary = folder.resolve(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(temporary);
            Files.createFile(temporary, PosixFilePermissions.asFileAttribute(permissions("rw-------")));
            writeLine(temporary, root);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            Files.deleteIfExists(file);
            throw e;
        }
        sync(folder);
        var above = folder.getParent();
        if (above != null) {
            sync(above);
        }
    }

    private static void writeLine(Path file, SecretBytes root) throws IOException {
        var base64 = root.use(bytes -> Base64.getEncoder().encode(bytes));
        var line = ByteBuffer.allocate(LINE).put(VERSION_1).put(base64).put((byte) '\n');
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            line.flip();
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(true);
        } finally {
            Arrays.fill(base64, (byte) 0);
            Arrays.fill(line.array(), (byte) 0);
        }
    }

    private static SecretBytes read(Path file) throws IOException {
        byte[] line;
        try (var in = Files.newInputStream(file)) {
            line = in.readNBytes(LINE + 1);
        }
        var base64 = new byte[0];
        try {
            if (line.length != LINE
                    || line[LINE - 1] != '\n'
                    || !Arrays.equals(line, 0, VERSION_1.length, VERSION_1, 0, VERSION_1.length)) {
                throw malformed(file);
            }
            base64 = Arrays.copyOfRange(line, VERSION_1.length, LINE - 1);
            var key = Base64.getDecoder().decode(base64);
            if (key.length != KEY) {
                throw malformed(file);
            }
            return SecretBytes.adopt(key);
        } catch (IllegalArgumentException e) {
            throw malformed(file);
        } finally {
            Arrays.fill(line, (byte) 0);
            Arrays.fill(base64, (byte) 0);
        }
    }

    private static RootKeyException malformed(Path file) {
        return new RootKeyException(
                "%s is not a root key file of a version that is known here: restore it from its backup"
                        .formatted(file));
    }

    private static EnumSet<PosixFilePermission> permissions(String spelled) {
        return EnumSet.copyOf(PosixFilePermissions.fromString(spelled));
    }

    private static void sync(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder)) {
            channel.force(true);
        }
    }

    /// The root key cannot be had; the message says from where, and what to do.
    public static final class RootKeyException extends RuntimeException {
        RootKeyException(String message) {
            super(message);
        }

        RootKeyException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
