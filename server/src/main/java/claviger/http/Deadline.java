package claviger.http;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The one time limit that a connection is under, kept on its event loop.
///
/// Every answer moves it, so moving it later costs a field: the timer finds out when it fires,
/// and starts anew.
final class Deadline {

    private final EventExecutor loop;
    private final Runnable expired;

    private boolean set;
    private long atNanos;
    private @Nullable ScheduledFuture<?> timer;
    private long timerAtNanos;

    Deadline(EventExecutor loop, Runnable expired) {
        this.loop = loop;
        this.expired = expired;
    }

    void in(Duration time) {
        set = true;
        atNanos = System.nanoTime() + time.toNanos();
        if (timer == null) {
            start();
        } else if (atNanos - timerAtNanos < 0) {
            timer.cancel(false);
            start();
        }
    }

    void lift() {
        set = false;
    }

    void close() {
        lift();
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void start() {
        timerAtNanos = atNanos;
        timer = loop.schedule(this::fire, atNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private void fire() {
        timer = null;
        if (!set) {
            return;
        }
        if (atNanos - System.nanoTime() > 0) {
            start();
        } else {
            set = false;
            expired.run();
        }
    }
}
