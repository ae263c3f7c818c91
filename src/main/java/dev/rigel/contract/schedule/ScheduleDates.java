package dev.rigel.contract.schedule;

import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import java.util.List;

/**
 * The dates of many deployments.
 *
 * @param timezone IANA name of the zone in which hours and days begin
 * @param groupedBy {@code none} while there are no more than 500 dates
 * @param count how many dates there are, without those of {@code uncounted}
 * @param dates all of them, soonest first; empty when they are grouped
 * @param groups the hours or days that have dates, the first one first; empty when not grouped
 * @param uncounted deployments that have more dates than are counted, or whose schedule has no
 *     meaning any more
 */
@WithBuilder
public record ScheduleDates(
    @Required String timezone,
    @Required ScheduleGrouping groupedBy,
    int count,
    @Required List<ScheduledDate> dates,
    @Required List<ScheduledDates> groups,
    @Required List<UncountedSchedule> uncounted) {}
