package dev.rigel.contract.calendar;

import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import java.time.OffsetDateTime;
import java.util.UUID;

/** A business calendar in a list, without its days and texts. */
@WithBuilder
public record CalendarSummaryResponse(
    @Required UUID id,
    @Required OffsetDateTime created,
    @Required OffsetDateTime updated,
    @Required String name,
    @Required String description,
    @Required String timezone,
    @Required ListedDays listed) {}
