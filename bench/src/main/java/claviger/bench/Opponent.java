package claviger.bench;

import java.io.IOException;
import java.util.Map;

/// Who else can compute what we do.
interface Opponent {

    /// What an operation is called that is the only one.
    String ONCE = "";

    String name();

    /// Operations per second of CPU time, by what they are called.
    ///
    /// @param seconds for each operation, about
    Map<String, Double> measure(double seconds) throws IOException, InterruptedException;
}
