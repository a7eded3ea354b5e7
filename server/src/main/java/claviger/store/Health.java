package claviger.store;

/// What the store can do now.
sealed interface Health {

    record Serving() implements Health {}

    /// The database failed: no changes until a new session shows what is on the disk. Reading
    /// goes on.
    record Refusing(Throwable cause) implements Health {}

    /// Somebody changed what is stored: nothing is served any more.
    record Damaged(DamagedException cause) implements Health {}

    record Closed() implements Health {}
}
