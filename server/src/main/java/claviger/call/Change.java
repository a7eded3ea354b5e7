package claviger.call;

/// What an operation wants done to the state. An operation never writes: the pipeline commits its changes, all or none.
public sealed interface Change {

    Noun noun();

    /// Store the noun: as new if its version is 1, else over the version before it.
    record Put(Noun noun) implements Change {}

    /// Remove the noun; `noun` is the version that was seen.
    record Remove(Noun noun) implements Change {}

    /// The noun must still have the version that was seen: what was decided rests on it.
    record Unchanged(Noun noun) implements Change {}
}
