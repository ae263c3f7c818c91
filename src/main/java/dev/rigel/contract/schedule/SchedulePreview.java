package dev.rigel.contract.schedule;

import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import java.util.List;

/**
 * A schedule in words, and its dates.
 *
 * @param words one sentence without a full stop, by the clock of the zone: {@code At 09:30, Monday
 *     to Friday}
 * @param timezone IANA name of the zone
 * @param policyWords what the policy adds, a sentence each
 * @param dates soonest first, those that the calendars of the policy leave open
 * @param notes what is particular about the span that is shown
 */
@WithBuilder
public record SchedulePreview(
    @Required String words,
    @Required String timezone,
    @Required List<String> policyWords,
    @Required List<PreviewedDate> dates,
    @Required List<ScheduleNote> notes) {}
