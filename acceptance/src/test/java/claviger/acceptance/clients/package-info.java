/// The clients that people have, each through the same story.
@NullMarked
package claviger.acceptance.clients;

import org.jspecify.annotations.NullMarked;
