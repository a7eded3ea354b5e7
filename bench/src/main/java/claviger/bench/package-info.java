/// The benchmarks: each compares two sides in one run on one machine. See `bin/bench --help`.
@NullMarked
package claviger.bench;

import org.jspecify.annotations.NullMarked;
