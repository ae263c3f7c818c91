package dev.rigel.contract.calendar;

import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A business calendar.
 *
 * @param days ascending, each once; those of the iCalendar text are not among them
 * @param icalendar as it was given; null: none
 */
@WithBuilder
public record CalendarResponse(
    @Required UUID id,
    @Required OffsetDateTime created,
    @Required OffsetDateTime updated,
    @Required String name,
    @Required String description,
    @Required String timezone,
    @Required ListedDays listed,
    @Required List<LocalDate> days,
    @Nullable String icalendar) {}
