package claviger;

import claviger.trail.TrailRecord;

/// Lets refused signatures into the audit trail, but not so many that forging them fills the disk: 1,000
/// at once, then 20 in a second, which is 2 GB in a day. The count of those left out is in the next one.
final class UnprovedMeter {

    private final TokenBucket bucket = new TokenBucket(20, 1000, System.nanoTime());
    private long leftOut;

    /// Marks the record as being about the claimed access key, or counts it as left out.
    synchronized void countOrRecord(TrailRecord trail, String claimedAccessKeyId) {
        if (bucket.take(1, System.nanoTime())) {
            trail.claimedBy(claimedAccessKeyId, leftOut);
            leftOut = 0;
        } else {
            leftOut++;
        }
    }
}
