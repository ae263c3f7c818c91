package dev.rigel.contract.schedule;

import dev.rigel.contract.json.Required;
import java.time.OffsetDateTime;
import java.util.Map;

/**
 * How many dates there are in an hour or a day.
 *
 * @param start of the hour or day
 * @param workQueues how many of them are on which queue, by name; those on none are not told
 */
public record ScheduledDates(
    @Required OffsetDateTime start, int count, @Required Map<String, Integer> workQueues) {}
