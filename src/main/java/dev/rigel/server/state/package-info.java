/** What flow runs and task runs have in common: states, times, counts, names, histories. */
@NullMarked
package dev.rigel.server.state;

import org.jspecify.annotations.NullMarked;
