package claviger.explain;

import claviger.trail.Recorded;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds what was recorded of requests.
public interface Trail {

    /// A request of an account, `null` if it is not among the newest that are looked at.
    @Nullable
    Recorded find(String account, String requestId);

    /// The newest requests that were decided on a key, the newest first.
    ///
    /// @param most how many at most
    List<Recorded> latest(String keyArn, int most);
}
