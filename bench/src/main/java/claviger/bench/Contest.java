package claviger.bench;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One algorithm, which we and somebody else compute.
///
/// @param algorithm its name
record Contest(String algorithm, List<Entry> entries, Opponent opponent) {

    /// What we do.
    ///
    /// @param operation its name
    /// @param against what the opponent calls what it is compared with
    /// @param goal the least ratio of our rate to the opponent's, `null` where there is none
    record Entry(
            String operation,
            Supplier<?> work,
            String against,
            @Nullable Double goal) {}
}
