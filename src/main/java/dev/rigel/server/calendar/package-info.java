/** Business calendars: named sets of days that schedules heed. */
package dev.rigel.server.calendar;
