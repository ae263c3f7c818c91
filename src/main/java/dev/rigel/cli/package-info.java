/** The command line: commands, what they print, and how they end. */
@NullMarked
package dev.rigel.cli;

import org.jspecify.annotations.NullMarked;
