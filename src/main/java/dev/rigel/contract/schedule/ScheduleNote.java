package dev.rigel.contract.schedule;

import dev.rigel.contract.json.Required;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What one who reads the dates of a schedule might not expect.
 *
 * @param time of the date that it is about; null where it is about all
 * @param text a sentence without a full stop
 * @param calendar the name of the calendar that leaves the date out, if one does
 */
public record ScheduleNote(
    @Required ScheduleNoteKind kind,
    @Nullable OffsetDateTime time,
    @Required String text,
    @Nullable String calendar) {}
