package claviger.fuzz;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// What Jazzer calls, by these names.
///
/// Its one argument is the name of a [Target], or nothing for all of them: since Jazzer takes long to start, they then
/// share a run. The first byte of an input says whose it is, and who has had its floor, and more than a share of the
/// time, waits.
public final class JazzerEntry {

    static final String ENDING = "ending";

    /// What each target may use before shares are counted: classes are loaded and seeds read.
    private static final long NANOS_TO_BEGIN = 3_000_000_000L;

    private static final FuzzTarget[] targets = new FuzzTarget[Target.ALL.size()];
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
    private static final long[] spent = new long[targets.length];
    private static final long[] read = new long[targets.length];
    private static final Map<String, Long> endings = new TreeMap<>();
    private static int only = -1;

    private JazzerEntry() {}

    public static void fuzzerInitialize(String[] arguments) {
        if (arguments.length > 0) {
            only = Target.ALL.indexOf(Target.named(arguments[0]));
        }
        for (int which = 0; which < targets.length; which++) {
            if (only < 0 || only == which) {
                targets[which] = Target.ALL.get(which).open();
            }
        }
    }

    public static void fuzzerTestOneInput(byte[] input) {
        if (only >= 0) {
            count(only, targets[only].check(input));
        } else if (input.length > 0 && input[0] >= 0 && input[0] < targets.length && hasTime(input[0])) {
            int which = input[0];
            var begin = CPU.getCurrentThreadCpuTime();
            count(which, targets[which].check(Arrays.copyOfRange(input, 1, input.length)));
            spent[which] += CPU.getCurrentThreadCpuTime() - begin;
            read[which]++;
        }
    }

    private static boolean hasTime(int which) {
        return read[which] < Target.ALL.get(which).floor()
                || spent[which] <= NANOS_TO_BEGIN + Arrays.stream(spent).sum() / spent.length;
    }

    private static void count(int which, String ending) {
        endings.merge(Target.ALL.get(which).id() + "\t" + ending, 1L, Long::sum);
    }

    public static void fuzzerTearDown() {
        endings.forEach((ending, times) -> System.out.println(ENDING + "\t" + ending + "\t" + times));
        System.out.flush();
    }
}
