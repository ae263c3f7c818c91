package dev.rigel.contract.schedule;

import dev.rigel.contract.json.Required;
import org.jspecify.annotations.Nullable;

/**
 * Dates by an iCalendar recurrence rule or a set of them.
 *
 * @param rrule one rule ({@code FREQ=DAILY}), or lines of DTSTART, RRULE, RDATE, EXRULE and EXDATE.
 *     Zones inside the text are ignored; without DTSTART the rule starts at midnight of 1 January
 *     2020
 * @param timezone IANA name of the zone in which the text is read; null: UTC
 */
public record RRuleSchedule(@Required String rrule, @Nullable String timezone)
    implements Schedule {}
