package claviger;

import claviger.trail.TrailRecord;

/// Lets refused signatures into the audit trail, but not so many that forging them fills the disk: 1,000
/// at once, then 20 in a second, which is 2 GB in a day. The count of those left out is in the next one.
final class UnprovedMeter {

    private static final long BURST = 1000;
    private static final long PER_SECOND = 20;

    private double allowance = BURST;
    private long last = System.nanoTime();
    private long leftOut;

    /// Marks the record as being about the claimed access key, or counts it as left out.
    synchronized void countOrRecord(TrailRecord trail, String claimedAccessKeyId) {
        long now = System.nanoTime();
        allowance = Math.min(BURST, allowance + (now - last) * PER_SECOND / 1e9);
        last = now;
        if (allowance >= 1) {
            allowance--;
            trail.claimedBy(claimedAccessKeyId, leftOut);
            leftOut = 0;
        } else {
            leftOut++;
        }
    }
}
