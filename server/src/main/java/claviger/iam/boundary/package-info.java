/// A file for each call about permissions boundaries.
@NullMarked
package claviger.iam.boundary;

import org.jspecify.annotations.NullMarked;
