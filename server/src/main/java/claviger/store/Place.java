package claviger.store;

import java.nio.file.Path;

/// Where a store is kept.
public sealed interface Place {

    /// In `claviger.db` in a folder that no other process may use at the same time.
    record Folder(Path path) implements Place {}

    /// In the memory of this process, for as long as the store is open.
    record Memory() implements Place {}
}
