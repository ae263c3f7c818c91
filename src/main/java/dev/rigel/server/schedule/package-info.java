/** Turns schedules into dates: pure rules, no clock and no database. */
package dev.rigel.server.schedule;
