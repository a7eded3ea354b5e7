package claviger.bench;

import static claviger.bench.Bench.progress;
import static claviger.bench.Report.line;

import claviger.Filling;
import claviger.bench.Candidate.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Measures a server with very many keys against one with few: both are up and warm, and have short windows in turn.
public final class ScaleBench {

    private static final int FEW = 1000;
    private static final int MOST_GRANTS = 10_000;
    /// The longest pages that are allowed, but half of the few keys.
    private static final int KEYS_PER_PAGE = 500;

    private static final int OTHERS_PER_PAGE = 100;
    private static final int CONNECTIONS = 32;

    private final Path root;
    private final Path folder;
    private final Plan plan;
    private final Wrk wrk;

    private ScaleBench(Path root, Path folder, Plan plan) {
        this.root = root;
        this.folder = folder;
        this.plan = plan;
        this.wrk = new Wrk(folder);
    }

    /// @param keys how many the larger one has
    /// @param starts how often each is started to time that
    private record Plan(int keys, int starts, int rounds, int windowSeconds, int warmUpSeconds) {
        static Plan of(String name, String keys) {
            var plan = name.equals("quick") ? new Plan(100_000, 1, 2, 2, 4) : new Plan(1_000_000, 3, 5, 3, 8);
            return keys.isEmpty()
                    ? plan
                    : new Plan(
                            Integer.parseInt(keys), plan.starts, plan.rounds, plan.windowSeconds, plan.warmUpSeconds);
        }
    }

    /// @param arguments the checkout, a folder to work in, `whole` or `quick`, and a number of keys or nothing
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var plan = Plan.of(arguments[2], arguments[3]);
        try {
            System.out.print(new ScaleBench(Path.of(arguments[0]), Path.of(arguments[1]), plan).run());
        } catch (FailedRunException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /// A data folder, and what was found out about it.
    private static final class Side {
        final int keys;
        final int aliases;
        final int grants;
        final Path data;
        final String keyId;
        final double fillSeconds;
        double startMillis;
        double residentMebibytes;
        double liveMebibytes;
        double pagingSeconds;

        Side(Path folder, int keys) throws InterruptedException {
            this.keys = keys;
            this.aliases = Math.max(keys / 10, 2 * OTHERS_PER_PAGE);
            this.grants = Math.min(aliases, MOST_GRANTS);
            this.data = folder.resolve("keys-" + keys);
            progress("storing %,d keys", keys);
            var begin = System.nanoTime();
            this.keyId = Filling.fill(data, keys, aliases, grants);
            this.fillSeconds = (System.nanoTime() - begin) / 1e9;
        }
    }

    private String run() throws IOException, InterruptedException {
        var disk = Disk.of(folder);
        var few = new Side(folder, FEW);
        var many = new Side(folder, plan.keys);
        try (var client = new Client()) {
            for (var side : List.of(few, many)) {
                measureStarts(side, client);
            }
            try (var fewServer = Server.open(root, few.data);
                    var manyServer = Server.open(root, many.data)) {
                few.liveMebibytes = fewServer.liveMebibytes();
                many.liveMebibytes = manyServer.liveMebibytes();
                var ofFew = calls(few, fewServer, client);
                var ofMany = calls(many, manyServer, client);
                var parallel = rounds(CONNECTIONS, both(ofFew.parallel, ofMany.parallel));
                var single = rounds(1, both(ofFew.single, ofMany.single));
                return report(disk, few, many, ofFew, parallel, single);
            }
        }
    }

    private void measureStarts(Side side, Client client) throws IOException, InterruptedException {
        var millis = new ArrayList<Double>();
        // The first only fills the caches of files.
        for (var start = 0; start <= plan.starts; start++) {
            progress("starting with %,d keys", side.keys);
            var started = StartUp.start(root, side.data, client, start == plan.starts ? 5 : 0);
            if (start > 0) {
                millis.add(started.millis());
            }
            side.residentMebibytes = started.mebibytes();
        }
        side.startMillis = Median.of(millis);
    }

    /// What a server is asked.
    ///
    /// @param parallel over many connections
    /// @param single over one, since changes of one key wait for each other
    private record Calls(List<Candidate> parallel, List<Candidate> single) {}

    /// Pages through everything on the way.
    private static Calls calls(Side side, Server server, Client client) throws IOException, InterruptedException {
        progress("paging through %,d keys", side.keys);
        Pages.Lister grantLister = (limit, marker) -> Call.listGrants(side.keyId, limit, marker);
        var begin = System.nanoTime();
        var keys = Pages.through(server, client, KEYS_PER_PAGE, Call::listKeys, "/Keys", "/KeyId");
        var aliases = Pages.through(server, client, OTHERS_PER_PAGE, Call::listAliases, "/Aliases", "/AliasName");
        var grants = Pages.through(server, client, OTHERS_PER_PAGE, grantLister, "/Grants", "/GrantId");
        side.pagingSeconds = (System.nanoTime() - begin) / 1e9;
        if (keys.items() != side.keys || aliases.items() != side.aliases || grants.items() != side.grants) {
            throw new FailedRunException("Listed were %d keys, %d aliases and %d grants of %d, %d and %d."
                    .formatted(keys.items(), aliases.items(), grants.items(), side.keys, side.aliases, side.grants));
        }
        return new Calls(
                List.of(
                        named("Encrypt", side, server, Call.encrypt(side.keyId)),
                        named("ListKeys", side, server, Call.listKeys(KEYS_PER_PAGE, keys.middle())),
                        named("ListAliases", side, server, Call.listAliases(OTHERS_PER_PAGE, aliases.middle())),
                        named("ListGrants", side, server, grantLister.apply(OTHERS_PER_PAGE, grants.middle()))),
                List.of(named("UpdateKeyDescription", side, server, Call.updateKeyDescription(side.keyId))));
    }

    private static Candidate named(String name, Side side, Server server, Call call) {
        return new Candidate(name(name, side), server, call);
    }

    private static String name(String name, Side side) {
        return "%s, %,d".formatted(name, side.keys);
    }

    /// Each call on one and at once on the other.
    private static List<Candidate> both(List<Candidate> few, List<Candidate> many) {
        var all = new ArrayList<Candidate>();
        for (var i = 0; i < few.size(); i++) {
            all.add(few.get(i));
            all.add(many.get(i));
        }
        return all;
    }

    private Rounds rounds(int connections, List<Candidate> candidates) throws IOException, InterruptedException {
        for (var candidate : candidates) {
            progress("warming up: %s", candidate.name());
            candidate.measure(wrk, connections, plan.warmUpSeconds);
        }
        var rounds =
                new Rounds(connections, candidates.stream().map(Candidate::name).toList());
        var order = new ArrayList<>(candidates);
        for (var round = 1; round <= plan.rounds; round++) {
            progress("%d connections, round %d of %d", connections, round, plan.rounds);
            for (var candidate : order) {
                rounds.add(candidate.name(), candidate.measure(wrk, connections, plan.windowSeconds));
            }
            Collections.rotate(order, 1);
        }
        return rounds;
    }

    private String report(Disk disk, Side few, Side many, Calls calls, Rounds parallel, Rounds single)
            throws IOException {
        var text = new StringBuilder();
        line(text, "%s, data folder on %s", Report.machine(), disk.type());
        line(text, "");
        line(text, "| | %,d keys | %,d keys | ratio |", few.keys, many.keys);
        line(text, "|---|---:|---:|---:|");
        rates(text, parallel, calls.parallel, few, many);
        rates(text, single, calls.single, few, many);
        row(text, "start to first answer, s", few.startMillis / 1000, many.startMillis / 1000);
        row(text, "resident when idle, MiB", few.residentMebibytes, many.residentMebibytes);
        row(text, "live objects, MiB", few.liveMebibytes, many.liveMebibytes);
        row(text, "paging through everything, s", few.pagingSeconds, many.pagingSeconds);
        row(text, "filling the store, s", few.fillSeconds, many.fillSeconds);
        line(text, "");
        line(
                text,
                "A key takes %,.0f bytes of live objects, and %,.0f resident, its aliases and grants included.",
                perKey(many.liveMebibytes - few.liveMebibytes, few, many),
                perKey(many.residentMebibytes - few.residentMebibytes, few, many));
        line(
                text,
                "The larger store has %,d aliases and %,d grants on one key, all in one account and Region; the lists"
                        + " were paged through from end to end, and had everything once. Rates are medians of %d rounds"
                        + " of %d s, over %d connections, of changes over 1; a page has %d keys, or %d aliases or"
                        + " grants, and is in the middle. The stores were filled through the store's own commits, of"
                        + " a thousand rows each.",
                many.aliases,
                many.grants,
                plan.rounds,
                plan.windowSeconds,
                CONNECTIONS,
                KEYS_PER_PAGE,
                OTHERS_PER_PAGE);
        return text.toString();
    }

    private static void rates(StringBuilder text, Rounds rounds, List<Candidate> ofFew, Side few, Side many) {
        for (var candidate : ofFew) {
            var call = candidate.call().operation();
            var base = name(call, few);
            var name = name(call, many);
            line(
                    text,
                    "| %s per second | %,.0f | %,.0f | %.2f |",
                    call,
                    rounds.median(base, Window::perSecond),
                    rounds.median(name, Window::perSecond),
                    rounds.ratio(name, base, Window::perSecond));
        }
    }

    private static void row(StringBuilder text, String what, double few, double many) {
        line(text, "| %s | %,.2f | %,.2f | %.2f |", what, few, many, many / few);
    }

    private static double perKey(double mebibytes, Side few, Side many) {
        return mebibytes * 1048576 / (many.keys - few.keys);
    }
}
