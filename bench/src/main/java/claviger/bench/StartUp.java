package claviger.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;

/// How long Claviger takes from being called to its first signed answer, and what it then holds of memory.
///
/// @param newFolderMillis in a data folder that it makes
/// @param againMillis in one that is there
/// @param idleMebibytes what is resident after that answer and some idle seconds
record StartUp(double newFolderMillis, double againMillis, double idleMebibytes) {

    static StartUp measure(Path root, Path folder, Client client, Plan plan) throws IOException, InterruptedException {
        var newFolder = new ArrayList<Double>();
        var again = new ArrayList<Double>();
        var resident = 0.0;
        // The first round only fills the caches of files, and warms up the client.
        for (var round = 0; round <= plan.starts(); round++) {
            var data = folder.resolve("start-" + round);
            var first = start(root, data, client, 0);
            var second = start(root, data, client, round == plan.starts() ? plan.idleSeconds() : 0);
            if (round > 0) {
                newFolder.add(first.millis);
                again.add(second.millis);
            }
            resident = second.mebibytes;
        }
        return new StartUp(Median.of(newFolder), Median.of(again), resident);
    }

    /// One start, and what was resident in the end.
    record Start(double millis, double mebibytes) {}

    static Start start(Path root, Path data, Client client, int idleSeconds) throws IOException, InterruptedException {
        var begin = System.nanoTime();
        try (var server = Server.claviger(root, data)) {
            client.send(server, Call.listKeys());
            var millis = (System.nanoTime() - begin) / 1e6;
            Thread.sleep(idleSeconds * 1000L);
            return new Start(millis, server.residentMebibytes());
        }
    }
}
