/// The command line: a file for each subcommand.
@NullMarked
package claviger.cli;

import org.jspecify.annotations.NullMarked;
