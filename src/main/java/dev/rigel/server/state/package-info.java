/** What flow runs and task runs have in common: states, times, counts, names, histories. */
package dev.rigel.server.state;
