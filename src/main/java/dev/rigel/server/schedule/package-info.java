/** Turns schedules into dates: pure rules, no clock and no database. */
@NullMarked
package dev.rigel.server.schedule;

import org.jspecify.annotations.NullMarked;
