package claviger.acceptance.crash;

import claviger.acceptance.Kms;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Eight writers at work.
final class Load {

    static final int WRITERS = 8;

    /// So many, and the load has begun: a cold server on a busy machine takes its time for the first.
    private static final int LEAST_ANSWERS = 2 * WRITERS;

    private static final long PATIENCE_SECONDS = 60;

    private final List<FutureTask<String>> writers = new ArrayList<>();
    private final CountDownLatch answers = new CountDownLatch(LEAST_ANSWERS);
    private volatile boolean stopped;

    /// Starts the writers, each with what is its own of the state.
    static Load start(
            Kms kms, Journal journal, Expectation expectation, Writer.Shared shared, int round, Random random) {
        var load = new Load();
        BooleanSupplier goesOn = () -> !load.stopped;
        for (int number = 0; number < WRITERS; number++) {
            var writer = new Writer(
                    number,
                    round,
                    kms,
                    journal,
                    expectation,
                    shared,
                    new Random(random.nextLong()),
                    load.answers::countDown);
            load.writers.add(new FutureTask<>(() -> {
                writer.run(goesOn);
                return "ended";
            }));
        }
        load.writers.forEach(Thread::startVirtualThread);
        return load;
    }

    /// Returns when the writers are at work.
    void awaitBegin() throws InterruptedException {
        if (!answers.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the writers are not answered");
        }
    }

    /// Returns when all writers have ended.
    void stop() throws InterruptedException {
        stopped = true;
        for (var writer : writers) {
            try {
                writer.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a writer failed, and not by the server's doing", e);
            }
        }
    }
}
