package claviger.seed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Reads a seed file.
final class SeedReader {

    static final Form.Structure FORM = Form.Structure.of(Declaration.class);

    /// In bytes.
    private static final int LARGEST = 8 << 20;

    private SeedReader() {}

    /// @throws SeedException if the file cannot be read, or anything in it is not as it must be
    static Declaration read(Path file, Problems problems) {
        var root = YamlReader.read(text(file, problems), problems);
        var read = FORM.read(root, "", problems);
        problems.raise();
        if (!(read instanceof Declaration declaration)) {
            throw new IllegalStateException("nothing is wrong, and nothing was read");
        }
        return declaration;
    }

    private static String text(Path file, Problems problems) {
        var start = new Spot(1, 1);
        byte[] bytes;
        try (var in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LARGEST + 1);
        } catch (IOException e) {
            throw problems.fatal(start, "the file cannot be read: " + e);
        }
        try {
            if (bytes.length > LARGEST) {
                throw problems.fatal(start, "is larger than %s MiB".formatted(LARGEST >> 20));
            }
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw problems.fatal(start, "is not UTF-8");
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
