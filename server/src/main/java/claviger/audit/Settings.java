package claviger.audit;

import java.time.Duration;

/// How patient, how large, how much.
///
/// @param patience how long a request waits for its record before it is refused
/// @param segmentBytes a segment that has reached this size gets no more lines
/// @param queueRecords how many records may wait for the disk
/// @param queueBytes how many bytes of records may wait for the disk
public record Settings(Duration patience, long segmentBytes, int queueRecords, long queueBytes) {

    private static final long MEBIBYTE = 1L << 20;

    public Settings {
        if (patience.isNegative() || patience.isZero() || segmentBytes < 1 || queueRecords < 1 || queueBytes < 1) {
            throw new IllegalArgumentException("audit settings are positive");
        }
    }

    /// 2 s, 64 MiB, 65,536 records, 64 MiB.
    public static Settings standard() {
        return new Settings(Duration.ofSeconds(2), 64 * MEBIBYTE, 65_536, 64 * MEBIBYTE);
    }
}
