/// What a request leaves behind: records in CloudTrail's shape.
@NullMarked
package claviger.trail;

import org.jspecify.annotations.NullMarked;
