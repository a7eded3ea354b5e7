package claviger.fuzz;

import java.util.List;
import java.util.Set;

/// A reader of what anybody may send, and what holds for whatever is sent.
public interface FuzzTarget {

    /// Where the fuzzer begins: good inputs of every kind, and some that are only just bad, or one
    /// step from it. The same in every process.
    List<byte[]> seeds();

    /// Has one input read. An exception that gets out, of whatever kind, is a finding.
    ///
    /// @return how it ended, in a word or two
    /// @throws AssertionError if something does not hold
    String check(byte[] input);

    /// The endings that any run must come to, since a target that refuses everything shows nothing.
    Set<String> endings();
}
