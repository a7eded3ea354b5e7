@NullMarked
package claviger.sts;

import org.jspecify.annotations.NullMarked;
