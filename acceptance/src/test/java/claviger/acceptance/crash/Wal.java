package claviger.acceptance.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// SQLite's write-ahead log, as far as needed to take commits away from its end.
///
/// <https://www.sqlite.org/fileformat2.html#walformat>
final class Wal {

    private static final int HEADER = 32;
    private static final int PAGE_SIZE_AT = 8;
    private static final int SALTS_AT = 16;
    private static final int FRAME_HEADER = 24;
    private static final int DATABASE_SIZE_AT = 4;
    private static final int FRAME_SALTS_AT = 8;

    private Wal() {}

    /// Where each commit ends, in bytes, the oldest first. What is left of an earlier round of the log has
    /// other salts and is not counted.
    static List<Integer> commits(Path wal) throws IOException {
        var bytes = ByteBuffer.wrap(Files.readAllBytes(wal));
        var ends = new ArrayList<Integer>();
        if (bytes.capacity() < HEADER) {
            return ends;
        }
        int frame = FRAME_HEADER + bytes.getInt(PAGE_SIZE_AT);
        long salts = bytes.getLong(SALTS_AT);
        for (int at = HEADER; at + frame <= bytes.capacity(); at += frame) {
            if (bytes.getLong(at + FRAME_SALTS_AT) != salts) {
                break;
            }
            // Only the last frame of a transaction says how large the database is after it.
            if (bytes.getInt(at + DATABASE_SIZE_AT) != 0) {
                ends.add(at + frame);
            }
        }
        return ends;
    }
}
