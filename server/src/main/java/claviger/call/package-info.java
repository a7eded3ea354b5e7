/// The grammar that all services share: requests, callers, errors, nouns and the changes to them.
@NullMarked
package claviger.call;

import org.jspecify.annotations.NullMarked;
