package claviger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is acknowledged has been synced: the kernel is asked, through strace, how often and which file.
final class SyncCountTest {

    private static final String STRACE = "/usr/bin/strace";
    private static final int REQUESTS = 100;

    /// Besides those of the requests: a head of the trail a second, and a checkpoint of the store.
    private static final int MARGIN = 20;

    /// How many aliases one key takes.
    private static final int ALIASES_PER_KEY = 50;

    private static final Pattern SYNC = Pattern.compile("(?:fsync|fdatasync)\\([0-9]+<([^>]*)>");

    @TempDir
    private Path folder = Path.of("");

    /// @param log of the store's write-ahead log
    /// @param trail of audit segments
    /// @param others of all other files
    private record Syncs(long log, long trail, long others) {

        static Syncs in(Path strace) throws IOException {
            var files = SYNC.matcher(Files.readString(strace))
                    .results()
                    .map(sync -> sync.group(1))
                    .toList();
            long log = files.stream().filter(file -> file.endsWith("-wal")).count();
            long trail = files.stream().filter(file -> file.endsWith(".jsonl")).count();
            return new Syncs(log, trail, files.size() - log - trail);
        }

        Syncs minus(Syncs before) {
            return new Syncs(log - before.log, trail - before.trail, others - before.others);
        }
    }

    @Test
    void a_change_is_synced_in_the_store_and_in_the_trail_and_a_use_in_the_trail()
            throws IOException, InterruptedException {
        Tools.require("strace (" + STRACE + ")", Tools.installed(STRACE));
        var calls = folder.resolve("calls");
        var strace =
                List.of(STRACE, "-f", "--seccomp-bpf", "-y", "-e", "trace=fsync,fdatasync", "-o", calls.toString());
        try (var server = Claviger.dev(folder.resolve("data"), strace);
                var kms = new Kms(server.endpoint())) {
            var keys = List.of(createKey(kms), createKey(kms));

            var before = Syncs.in(calls);
            for (int i = 0; i < REQUESTS; i++) {
                var target = keys.get(i / ALIASES_PER_KEY);
                kms.call("CreateAlias", Map.of("AliasName", "alias/" + i, "TargetKeyId", target))
                        .orThrow();
            }
            var ofChanges = Syncs.in(calls).minus(before);

            before = Syncs.in(calls);
            for (int i = 0; i < REQUESTS; i++) {
                kms.call("Encrypt", Map.of("KeyId", keys.getFirst(), "Plaintext", "YQ=="))
                        .orThrow();
            }
            var ofUses = Syncs.in(calls).minus(before);
            server.stop();

            System.out.println("syncs: " + REQUESTS + " CreateAlias, one after the other: " + ofChanges);
            System.out.println("syncs: " + REQUESTS + " Encrypt, one after the other: " + ofUses);
            assertThat(ofChanges.log).as("the store, per change").isBetween((long) REQUESTS, REQUESTS + (long) MARGIN);
            assertThat(ofChanges.trail)
                    .as("the trail, per change")
                    .isBetween((long) REQUESTS, REQUESTS + (long) MARGIN);
            assertThat(ofUses.trail).as("the trail, per use").isBetween((long) REQUESTS, REQUESTS + (long) MARGIN);
            assertThat(ofUses.log).as("the store, per use").isLessThan(MARGIN);
            assertThat(ofChanges.others + ofUses.others).as("other files").isLessThan(MARGIN);
        }
    }

    private static String createKey(Kms kms) throws IOException, InterruptedException {
        return kms.call("CreateKey", Map.of())
                .orThrow()
                .get("KeyMetadata")
                .get("KeyId")
                .asString();
    }
}
