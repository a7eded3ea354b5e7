/// The front: whole HTTP/1.1 requests come in within limits, whole answers go out. The only room
/// that knows HTTP.
@NullMarked
package claviger.http;

import org.jspecify.annotations.NullMarked;
