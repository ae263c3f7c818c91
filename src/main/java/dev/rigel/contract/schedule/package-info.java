/** When a deployment runs: by interval, by cron expression or by iCalendar recurrence rule. */
package dev.rigel.contract.schedule;
