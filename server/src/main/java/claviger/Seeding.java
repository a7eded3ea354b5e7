package claviger;

import claviger.call.Change;
import claviger.call.Noun;
import claviger.kms.Alias;
import claviger.kms.Key;
import claviger.kms.Store;
import claviger.seed.Seed;
import claviger.seed.Surroundings;
import claviger.trail.ServiceEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Applies a seed file at a start, before anything is served.
final class Seeding {

    private static final Logger LOG = System.getLogger(Seeding.class.getName());

    /// How many nouns one step may have, so that it does not outlast the patience of those who wait for the disk.
    private static final int STEP = 2000;

    private Seeding() {}

    /// @param forDevelopment whether a file with secrets may be open to others: it is said, and not refused
    /// @throws RuntimeException whose message says what is wrong. Nothing was changed, unless it is the store that
    ///     failed between two steps: the next start goes on from there
    static void apply(Path file, Store store, Surroundings surroundings, boolean forDevelopment) {
        var seed = Seed.read(file);
        if (seed.holdsSecrets() && isOpenToOthers(file)) {
            var text = "the seed file %s holds secrets and is open to others than its owner: chmod 600 %s"
                    .formatted(file, file);
            if (!forDevelopment) {
                throw new IllegalStateException(text);
            }
            LOG.log(Level.WARNING, text);
        }
        for (var step : steps(seed.missingFrom(store.view(), surroundings))) {
            store.commit(step.stream().<Change>map(Change.Put::new).toList(), event(step, surroundings.now()));
        }
    }

    /// As many units at once as will do; most files are one step.
    private static List<List<Noun>> steps(List<List<Noun>> units) {
        var steps = new ArrayList<List<Noun>>();
        var step = new ArrayList<Noun>();
        for (var unit : units) {
            if (!step.isEmpty() && step.size() + unit.size() > STEP) {
                steps.add(List.copyOf(step));
                step.clear();
            }
            step.addAll(unit);
        }
        if (!step.isEmpty()) {
            steps.add(List.copyOf(step));
        }
        return steps;
    }

    private static byte[] event(List<Noun> step, Instant now) {
        var resources = new ArrayList<String>();
        var counts = new TreeMap<String, Integer>();
        for (var noun : step) {
            switch (noun) {
                case Key key -> resources.add(key.arn());
                case Alias alias -> resources.add(alias.arn());
                default -> {} // the other nouns are no resources of AWS's
            }
            var kind = noun.getClass().getSimpleName();
            counts.merge((noun.version() == 1 ? "new" : "changed") + kind, 1, Integer::sum);
        }
        var details = new TreeMap<String, String>();
        counts.forEach((what, count) -> details.put(what, count.toString()));
        return ServiceEvent.ofInstallation("ApplySeed", resources, Map.copyOf(details), now)
                .toBytes();
    }

    private static boolean isOpenToOthers(Path file) {
        try {
            var others = EnumSet.copyOf(PosixFilePermissions.fromString("---rw-rw-"));
            others.retainAll(Files.getPosixFilePermissions(file));
            return !others.isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException("the seed file cannot be looked at: " + e.getMessage(), e);
        }
    }
}
