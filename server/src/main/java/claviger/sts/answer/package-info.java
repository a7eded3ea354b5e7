@NullMarked
package claviger.sts.answer;

import org.jspecify.annotations.NullMarked;
