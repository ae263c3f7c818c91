/** The agent: polls queues, takes runs, starts what they run on, watches it and reports its end. */
@NullMarked
package dev.rigel.agent;

import org.jspecify.annotations.NullMarked;
