/// The policy language and the decision, as a library: no HTTP, no SQL, no clock, no static state.
@NullMarked
package claviger.policy;

import org.jspecify.annotations.NullMarked;
