/// A second evaluator, written plainly from the rules, and what it is compared by.
@NullMarked
package claviger.policy.scenario;

import org.jspecify.annotations.NullMarked;
