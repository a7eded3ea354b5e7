package claviger.kms;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;

/// Has the scheduler run other threads first. Java's own thread priorities do nothing on Linux unless the whole process
/// is started otherwise.
final class LowPriority {

    /// Where others want the processor, the thread gets about a tenth of it, which keeps it from standing still with a
    /// lock.
    private static final int NICER = 10;

    private LowPriority() {}

    /// Lowers the priority of the thread that runs, for good. Does nothing but on Linux, where alone a thread has a
    /// nice value of its own: see nice(2).
    @SuppressWarnings("restricted") // the signature is that of the man page
    static void lower() {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            return;
        }
        var linker = Linker.nativeLinker();
        var nice = linker.defaultLookup()
                .find("nice")
                .map(address -> linker.downcallHandle(
                        address, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)));
        if (nice.isEmpty()) {
            return;
        }
        try {
            // What it answers does not matter: without it the work is done all the same.
            var _ = (int) nice.get().invokeExact(NICER);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
