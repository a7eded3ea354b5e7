package claviger;

/// Lets so much pass in a second on the long run, and after a rest a burst.
final class TokenBucket {

    private final double perSecond;
    private final double burst;
    private double allowance;
    private long last;

    /// @param now by the same clock as in [#take], in nanoseconds
    TokenBucket(double perSecond, double burst, long now) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.allowance = burst;
        this.last = now;
    }

    /// Whether so many more may pass; if not, none of them has.
    synchronized boolean take(int times, long now) {
        allowance = Math.min(burst, allowance + (now - last) * perSecond / 1e9);
        last = now;
        if (allowance < times) {
            return false;
        }
        allowance -= times;
        return true;
    }

    /// Lets so many more pass that were taken and did not come about.
    synchronized void giveBack(int times) {
        allowance = Math.min(burst, allowance + times);
    }
}
