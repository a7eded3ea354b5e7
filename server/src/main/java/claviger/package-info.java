/// The server: entry point, wiring and the catalogue of operations.
@NullMarked
package claviger;

import org.jspecify.annotations.NullMarked;
