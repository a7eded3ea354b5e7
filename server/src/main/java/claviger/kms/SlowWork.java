package claviger.kms;

import claviger.call.AwsException;
import claviger.call.CommonError;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Does long arithmetic on few threads of its own and of low priority, so that what is quick never
/// waits behind it: on a virtual thread it would hold a carrier for all its time.
public final class SlowWork implements AutoCloseable {

    /// Half of the processors, so that the other half stays free.
    private static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private static final int MOST_WAITING = 1000;

    /// Clients give up and try again after about a minute; what they no longer wait for is not worth doing.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Duration patience;

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS, THREADS, 60, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), SlowWork::thread);

    public SlowWork() {
        this(PATIENCE);
    }

    SlowWork(Duration patience) {
        this.patience = patience;
        threads.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable work) {
        return Thread.ofPlatform().daemon().name("slow-work").unstarted(() -> {
            LowPriority.lower();
            work.run();
        });
    }

    /// What the work comes to, once it has had its turn.
    ///
    /// @throws AwsException ThrottlingException if too much work waits already, or this has not been done in time
    public <T> T call(Supplier<T> work) {
        var task = new FutureTask<>(work::get);
        try {
            threads.execute(task);
            return task.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException | TimeoutException e) {
            task.cancel(false);
            throw CommonError.THROTTLING.because("Rate exceeded");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
        } catch (InterruptedException e) {
            task.cancel(false);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a turn", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
