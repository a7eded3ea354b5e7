package claviger.bench;

import claviger.bench.Candidate.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// The findings as Markdown.
record Report(Plan plan, Disk disk, StartUp startUp, List<Rounds> all, long audited) {

    static final String EMPTY = "empty handler";
    static final String EVENT_LOOP = "empty handler on the event loop";

    static final String ENCRYPT = "Encrypt";
    static final String SIGN = "Sign, ECC_NIST_P256";

    String markdown() throws IOException {
        var text = new StringBuilder();
        line(
                text,
                "%s, data folder on %s (1 KiB appended and synced in %.2f ms)",
                machine(),
                disk.type(),
                disk.syncMillis());
        line(text, "");
        line(text, "| connections | | requests/s | of empty | requests per CPU second | of empty | p50 ms | p99 ms |");
        line(text, "|---:|---|---:|---:|---:|---:|---:|---:|");
        for (var rounds : all) {
            for (var name : rounds.names()) {
                line(
                        text,
                        "| %d | %s | %,.0f | %.2f | %,.0f | %.2f | %.2f | %.2f |",
                        rounds.connections,
                        name,
                        rounds.median(name, Window::perSecond),
                        rounds.ratio(name, EMPTY, Window::perSecond),
                        rounds.median(name, Window::perCpuSecond),
                        rounds.ratio(name, EMPTY, Window::perCpuSecond),
                        rounds.median(name, Window::p50Millis),
                        rounds.median(name, Window::p99Millis));
            }
        }
        line(text, "");
        line(text, "| | |");
        line(text, "|---|---:|");
        line(text, "| start to first answer, new data folder | %.2f s |", startUp.newFolderMillis() / 1000);
        line(text, "| start to first answer, started again | %.2f s |", startUp.againMillis() / 1000);
        line(text, "| resident when idle | %.0f MiB |", startUp.idleMebibytes());
        line(text, "");
        line(
                text,
                "Medians of %d rounds of %d s windows in turn, everything on one machine, the load generator too;"
                        + " \"of empty\" is the median of the ratios within each round. %,d records were audited and"
                        + " synced on the way.",
                plan.rounds(),
                plan.windowSeconds(),
                audited);
        line(
                text,
                "The empty handler has Claviger's listener, answers 300 bytes and does nothing; itself it reaches %s"
                        + " of one that answers on the event loop (%s per CPU second) at %s connections.",
                ratios(EMPTY, EVENT_LOOP, Window::perSecond),
                ratios(EMPTY, EVENT_LOOP, Window::perCpuSecond),
                String.join(
                        " / ",
                        all.stream().map(rounds -> "" + rounds.connections).toList()));
        line(text, "");
        line(
                text,
                "Sign reaches %s of Encrypt (%s per CPU second); the goal is 0.8.",
                ratios(SIGN, ENCRYPT, Window::perSecond),
                ratios(SIGN, ENCRYPT, Window::perCpuSecond));
        return text.toString();
    }

    /// At each number of connections.
    private String ratios(String name, String base, ToDoubleFunction<Window> value) {
        return String.join(
                " / ",
                all.stream()
                        .map(rounds -> String.format(Locale.ROOT, "%.2f", rounds.ratio(name, base, value)))
                        .toList());
    }

    /// What it all runs on.
    static String machine() throws IOException {
        var model = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
        return String.format(
                Locale.ROOT,
                "%d cores (%s), %s %s",
                Runtime.getRuntime().availableProcessors(),
                model,
                System.getProperty("java.vendor"),
                System.getProperty("java.runtime.version"));
    }

    @com.google.errorprone.annotations.FormatMethod
    static void line(StringBuilder text, String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
