/** Plants the runs that schedules ask for, and calls late what nobody took. */
package dev.rigel.server.scheduler;
