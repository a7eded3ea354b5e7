/// Seed files: what an operator declares, brought about at a start. The only room that knows YAML.
@NullMarked
package claviger.seed;

import org.jspecify.annotations.NullMarked;
