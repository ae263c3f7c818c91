/** Business calendars: named sets of days that schedules heed. */
@NullMarked
package dev.rigel.server.calendar;

import org.jspecify.annotations.NullMarked;
