/// Claviger as its users meet it: the command, its endpoint and its data folder, and nothing of its inside.
@NullMarked
package claviger.acceptance;

import org.jspecify.annotations.NullMarked;
