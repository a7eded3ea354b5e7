/// Claviger's own questions about authorization: why a request was decided as it was, who can use a
/// key, and what another key policy would change.
@NullMarked
package claviger.explain;

import org.jspecify.annotations.NullMarked;
