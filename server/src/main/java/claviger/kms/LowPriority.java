package claviger.kms;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;

/// Has the scheduler run other threads first. Java's own thread priorities do nothing on Linux unless the whole process
/// is started otherwise.
final class LowPriority {

    /// Where others want the processor, the thread gets about a tenth of it, which keeps it from standing still with a
    /// lock.
    private static final int NICER = 10;

    private static final Logger LOG = System.getLogger(LowPriority.class.getName());

    private LowPriority() {}

    /// Lowers the priority of the thread that runs, for good. Does nothing but on Linux, where alone a thread has a
    /// nice value of its own: see nice(2).
    @SuppressWarnings("restricted") // the signature is that of the man page
    static void lower() {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            return;
        }
        try {
            var linker = Linker.nativeLinker();
            var nice = linker.downcallHandle(
                    linker.defaultLookup().find("nice").orElseThrow(),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
            var _ = (int) nice.invokeExact(NICER);
        } catch (Throwable e) {
            // Without it the work is done all the same.
            LOG.log(Level.DEBUG, "slow work has the priority of all other", e);
        }
    }
}
