@NullMarked
package claviger.sts.session;

import org.jspecify.annotations.NullMarked;
