package claviger.store;

/// Lets tests of other rooms count what the store runs.
public final class Statements {

    private Statements() {}

    /// How many statements the writer has run so far.
    public static long of(SqliteStore store) {
        return store.statements();
    }
}
