package claviger.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/// Measures work that is done in this process, on one thread.
final class InProcess {

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /// Here results go, so that no compiler finds out that nobody needs them.
    static volatile Object result = "";

    private InProcess() {}

    /// How often it is done in a second of CPU time: that of the whole process, with what Java's compiler and collector
    /// need for it. Who else uses the machine does not count, as it does not with `openssl speed`.
    ///
    /// @param seconds of the clock, about
    static double perSecond(Supplier<?> work, double seconds) {
        var end = System.nanoTime() + (long) (seconds * 1e9);
        var before = SYSTEM.getProcessCpuTime();
        var times = 0L;
        // The time is asked for seldom, since that takes as long as a MAC.
        for (var atOnce = 1; System.nanoTime() < end; atOnce = Math.min(2 * atOnce, 64)) {
            for (var i = 0; i < atOnce; i++) {
                result = work.get();
            }
            times += atOnce;
        }
        return times / ((SYSTEM.getProcessCpuTime() - before) / 1e9);
    }
}
