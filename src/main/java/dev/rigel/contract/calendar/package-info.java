/** Business calendars: the days on which schedules may start runs. */
package dev.rigel.contract.calendar;
