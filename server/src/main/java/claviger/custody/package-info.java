/// Keeps the root key and the domain keys under it; everything sealed at rest is sealed here.
@NullMarked
package claviger.custody;

import org.jspecify.annotations.NullMarked;
