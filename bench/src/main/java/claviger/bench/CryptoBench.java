package claviger.bench;

import static claviger.bench.Bench.progress;
import static claviger.bench.Report.line;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Measures each algorithm in this process against `openssl speed`, or Bouncy Castle where that does not know it, in
/// turn, so that whatever the processor does meanwhile falls on both.
public final class CryptoBench {

    /// @param rounds how often each has a window
    /// @param seconds the length of a window
    /// @param warmUpSeconds how long each operation runs before, so that Java has compiled it
    private record Plan(int rounds, double seconds, double warmUpSeconds) {
        static final Plan WHOLE = new Plan(3, 0.3, 0.8);
        static final Plan QUICK = new Plan(1, 0.3, 0.5);
    }

    private final Plan plan;

    private CryptoBench(Plan plan) {
        this.plan = plan;
    }

    /// One entry's rates, and those of its opponent, round by round.
    private record Rates(Contest.Entry entry, List<Double> ours, List<Double> theirs) {

        Rates(Contest.Entry entry) {
            this(entry, new ArrayList<>(), new ArrayList<>());
        }

        void add(double mine, @Nullable Double other) {
            if (other == null) {
                throw new FailedRunException("openssl speed did not tell the rate of: " + entry.against());
            }
            ours.add(mine);
            theirs.add(other);
        }

        /// Within a round both had the same processor; see [Rounds#ratio].
        double ratio() {
            var ratios = new ArrayList<Double>();
            for (var round = 0; round < ours.size(); round++) {
                ratios.add(ours.get(round) / theirs.get(round));
            }
            return Median.of(ratios);
        }
    }

    /// @param arguments `whole` or `quick`, and then, for a part of it, how an algorithm's name begins
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var plan = arguments[0].equals("quick") ? Plan.QUICK : Plan.WHOLE;
        var prefix = arguments.length > 1 ? arguments[1] : "";
        try {
            var contests = Contests.all().stream()
                    .filter(contest -> contest.algorithm().startsWith(prefix))
                    .toList();
            if (contests.isEmpty()) {
                throw new FailedRunException("No algorithm's name begins with '" + prefix + "'.");
            }
            System.out.print(new CryptoBench(plan).run(contests));
        } catch (FailedRunException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private String run(List<Contest> contests) throws IOException, InterruptedException {
        for (var contest : contests) {
            progress("warming up: %s", contest.algorithm());
            contest.entries().forEach(entry -> InProcess.perSecond(entry.work(), plan.warmUpSeconds()));
            if (contest.opponent() instanceof BouncyCastle) {
                contest.opponent().measure(plan.warmUpSeconds());
            }
        }
        var all = new LinkedHashMap<Contest, List<Rates>>();
        contests.forEach(contest ->
                all.put(contest, contest.entries().stream().map(Rates::new).toList()));
        for (var round = 1; round <= plan.rounds(); round++) {
            progress("round %d of %d", round, plan.rounds());
            for (var each : all.entrySet()) {
                round(each.getKey().opponent(), each.getValue());
            }
        }
        return report(all);
    }

    private void round(Opponent opponent, List<Rates> all) throws IOException, InterruptedException {
        var ours = new ArrayList<Double>();
        for (var rates : all) {
            ours.add(InProcess.perSecond(rates.entry.work(), plan.seconds()));
        }
        var theirs = opponent.measure(plan.seconds());
        for (var i = 0; i < ours.size(); i++) {
            all.get(i).add(ours.get(i), theirs.get(all.get(i).entry.against()));
        }
    }

    private String report(Map<Contest, List<Rates>> all) throws IOException, InterruptedException {
        var text = new StringBuilder();
        line(text, "%s; %s", Report.machine(), Openssl.version());
        line(text, "");
        line(text, "| algorithm | operation | ours/s | reference/s | reference | ratio | goal | reached |");
        line(text, "|---|---|---:|---:|---|---:|---:|---|");
        all.forEach((contest, rows) -> rows.forEach(rates -> {
            var goal = rates.entry.goal();
            line(
                    text,
                    "| %s | %s | %,.0f | %,.0f | %s | %.2f | %s | %s |",
                    contest.algorithm(),
                    rates.entry.operation(),
                    Median.of(rates.ours),
                    Median.of(rates.theirs),
                    contest.opponent().name(),
                    rates.ratio(),
                    goal == null ? "" : String.format(Locale.ROOT, "%.1f", goal),
                    goal == null ? "" : rates.ratio() >= goal ? "yes" : "**no**");
        }));
        line(text, "");
        line(text, "%s", """
                Per second of CPU time on one thread, medians of %d rounds, ours and the reference in turn; the ratio is \
                the median of those within each round. Ours are whole calls as a request makes them, with a key that is \
                held, and the checks of what comes in. `openssl speed` has everything \
                set up once: its AES-256-GCM goes on encrypting with one key and one nonce and makes no tag, where ours \
                draws a nonce and makes or checks a tag each time; an envelope also derives its key, sets it up and \
                commits to it. RSA and ECDSA sign a digest, not a message. RSA's decryption is compared with `openssl \
                speed`'s where that has it (from OpenSSL 3.2 on), else with its signing.""".formatted(plan.rounds()));
        return text.toString();
    }
}
