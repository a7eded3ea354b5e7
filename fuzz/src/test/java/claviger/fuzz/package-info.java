/// Fuzzing: every reader of what anybody may send, and what holds for whatever is sent.
@NullMarked
package claviger.fuzz;

import org.jspecify.annotations.NullMarked;
