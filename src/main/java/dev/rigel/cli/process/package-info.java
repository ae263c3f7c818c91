/** Processes that commands start, watch and end: a server, an agent. */
package dev.rigel.cli.process;
