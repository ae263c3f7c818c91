/** Processes that commands start, watch and end: a server, an agent. */
@NullMarked
package dev.rigel.cli.process;

import org.jspecify.annotations.NullMarked;
