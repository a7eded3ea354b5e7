@NullMarked
package claviger.examples.encryptafile;

import org.jspecify.annotations.NullMarked;
