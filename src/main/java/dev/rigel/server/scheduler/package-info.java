/** Plants the runs that schedules ask for, and calls late what nobody took. */
@NullMarked
package dev.rigel.server.scheduler;

import org.jspecify.annotations.NullMarked;
