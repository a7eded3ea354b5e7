/// Keeps the state on disk: sealed rows in SQLite, one writer, and a digest that tells whether a
/// row was edited, removed or brought back. The only place that knows SQL.
@NullMarked
package claviger.store;

import org.jspecify.annotations.NullMarked;
