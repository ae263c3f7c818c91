/** When a deployment runs: by interval, by cron expression or by iCalendar recurrence rule. */
@NullMarked
package dev.rigel.contract.schedule;

import org.jspecify.annotations.NullMarked;
