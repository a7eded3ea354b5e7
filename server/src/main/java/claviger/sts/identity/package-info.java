@NullMarked
package claviger.sts.identity;

import org.jspecify.annotations.NullMarked;
