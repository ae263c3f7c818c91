package dev.rigel.contract.schedule;

import dev.rigel.contract.json.Default;
import dev.rigel.contract.json.Required;
import org.jspecify.annotations.Nullable;

/**
 * Dates by a cron expression.
 *
 * @param cron five fields, or six with the seconds last, or {@code @daily} and its like
 * @param timezone IANA name; null: UTC, and null again in answers
 * @param dayOr what holds when day of month and day of week are both restricted: true (default),
 *     one of them has to match; false, both
 */
public record CronSchedule(
    @Required String cron, @Nullable String timezone, @Default("true") boolean dayOr)
    implements Schedule {}
