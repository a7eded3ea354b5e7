/// A file for each call about tags.
@NullMarked
package claviger.iam.tag;

import org.jspecify.annotations.NullMarked;
