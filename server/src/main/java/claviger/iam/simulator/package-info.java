/// The policy simulator: what policies would decide, asked without doing it.
@NullMarked
package claviger.iam.simulator;

import org.jspecify.annotations.NullMarked;
