/// A file for each call about groups and who is in them.
@NullMarked
package claviger.iam.group;

import org.jspecify.annotations.NullMarked;
