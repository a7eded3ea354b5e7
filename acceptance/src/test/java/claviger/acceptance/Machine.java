package claviger.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.LongStream;

/// How busy the machine is, so that nothing is judged by the watch while others take its time. Where the
/// system does not tell, it counts as idle.
///
/// @param busy ticks of all processors at work since boot
/// @param all ticks of all processors since boot
public record Machine(long busy, long all) {

    private static final Path STAT = Path.of("/proc/stat");
    private static final int IDLE = 3;
    private static final int WAITING = 4;
    private static final int FIELDS = 8;

    /// <https://docs.kernel.org/filesystems/proc.html#miscellaneous-kernel-statistics-in-proc-stat>
    private static final double TICKS_PER_SECOND = 100;

    public static Machine now() throws IOException {
        if (!Files.exists(STAT)) {
            return new Machine(0, 0);
        }
        var fields =
                Files.readAllLines(STAT).getFirst().substring("cpu".length()).strip();
        var ticks = Arrays.stream(fields.split(" ", -1))
                .limit(FIELDS)
                .mapToLong(Long::parseLong)
                .toArray();
        long all = LongStream.of(ticks).sum();
        return new Machine(all - ticks[IDLE] - ticks[WAITING], all);
    }

    /// The share of all processors that others than this process took since then, 0 to 1.
    ///
    /// @param process that only did work since then
    public double takenByOthersSince(Machine then, ProcessHandle process) {
        var own = process.info().totalCpuDuration().map(cpu -> cpu.toMillis() / 1000.0 * TICKS_PER_SECOND);
        return all == then.all ? 0 : Math.max(0, busy - then.busy - own.orElse(0.0)) / (all - then.all);
    }
}
