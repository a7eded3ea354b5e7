/// Bytes to records and back: the one place that knows the wire's JSON.
@NullMarked
package claviger.wire;

import org.jspecify.annotations.NullMarked;
