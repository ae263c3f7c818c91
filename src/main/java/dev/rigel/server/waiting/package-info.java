/** What is to be seen of queues, runs and agents together: who serves a queue, why a run waits. */
@NullMarked
package dev.rigel.server.waiting;

import org.jspecify.annotations.NullMarked;
