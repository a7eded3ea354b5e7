package claviger.store;

import claviger.call.Noun;
import claviger.kms.View;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/// Opens rows and adds up their digest, in chunks that several threads share: a start waits for
/// nothing else. Shows the nouns to its consumer on the thread that adds the rows.
final class Proving implements AutoCloseable {

    private static final int CHUNK = 500;

    private final RowSeal seal;
    private final View keys;
    private final StateKeys stateKeys;
    private final Interned interned;
    private final Consumer<Noun> each;
    private final ExecutorService threads;
    private final int ahead;
    private final Queue<Future<Proved>> running = new ArrayDeque<>();
    private List<StoredRow> chunk = new ArrayList<>();
    private StateDigest sum = StateDigest.EMPTY;

    private record Proved(List<Noun> nouns, StateDigest sum) {}

    /// @param keys has the domain keys
    /// @param threads how many besides the caller's
    Proving(RowSeal seal, View keys, StateKeys stateKeys, Interned interned, int threads, Consumer<Noun> each) {
        this.seal = seal;
        this.keys = keys;
        this.stateKeys = stateKeys;
        this.interned = interned;
        this.each = each;
        this.threads = Executors.newFixedThreadPool(
                threads,
                Thread.ofPlatform().daemon().name("claviger-store-proving").factory());
        this.ahead = 2 * threads;
    }

    /// @throws DamagedException if this row, or one added before, is not genuine
    void add(StoredRow row) {
        chunk.add(row);
        if (chunk.size() == CHUNK) {
            submit();
        }
    }

    /// The digest over all rows that were added.
    ///
    /// @throws DamagedException if one of them is not genuine
    StateDigest finish() {
        submit();
        while (!running.isEmpty()) {
            takeOne();
        }
        return sum;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void submit() {
        var rows = chunk;
        chunk = new ArrayList<>(CHUNK);
        running.add(threads.submit((Callable<Proved>) () -> prove(rows)));
        if (running.size() > ahead) {
            takeOne();
        }
    }

    private Proved prove(List<StoredRow> rows) {
        var prf = stateKeys.rows();
        var nouns = new ArrayList<Noun>(rows.size());
        var digest = StateDigest.EMPTY;
        for (var row : rows) {
            nouns.add(seal.open(row, keys, interned));
            digest = digest.plus(prf.of(row));
        }
        return new Proved(nouns, digest);
    }

    private void takeOne() {
        try {
            var proved = running.remove().get();
            proved.nouns.forEach(each);
            sum = sum.plus(proved.sum.toByteArray());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DamagedException damaged) {
                throw damaged;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
