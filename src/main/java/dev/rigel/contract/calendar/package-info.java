/** Business calendars: the days on which schedules may start runs. */
@NullMarked
package dev.rigel.contract.calendar;

import org.jspecify.annotations.NullMarked;
