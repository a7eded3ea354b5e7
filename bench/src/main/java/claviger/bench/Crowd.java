package claviger.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/// Clients that all ask at once, each again as soon as it has its answer, until this is closed.
final class Crowd implements AutoCloseable {

    private final Client client;
    private final Server server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> running = new ArrayList<>();
    private final AtomicLong answered = new AtomicLong();
    private volatile boolean over;

    /// @param calls what they ask for; the first client for the first, and so on in turn
    Crowd(Client client, Server server, List<Call> calls, int size) {
        this.client = client;
        this.server = server;
        for (var n = 0; n < size; n++) {
            var call = calls.get(n % calls.size());
            running.add(threads.submit(() -> {
                ask(call);
                return null;
            }));
        }
    }

    /// How many answers there were so far, but for those that say that too much is asked for.
    long answered() {
        return answered.get();
    }

    private void ask(Call call) throws IOException, InterruptedException {
        while (!over) {
            var answer = client.exchange(server, call);
            if (answer.statusCode() == 200) {
                answered.incrementAndGet();
            } else if (!answer.body().contains("ThrottlingException")) {
                throw new FailedRunException(
                        "%s was answered %d: %s".formatted(call.operation(), answer.statusCode(), answer.body()));
            }
        }
    }

    /// Returns when everybody has the last answer.
    ///
    /// @throws FailedRunException if one of them failed
    @Override
    public void close() {
        over = true;
        threads.close();
        for (var client : running) {
            try {
                client.get();
            } catch (ExecutionException e) {
                throw new FailedRunException(String.valueOf(e.getCause()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
