package dev.rigel.contract.calendar;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.Default;
import dev.rigel.contract.json.Names;
import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A business calendar to make. Its days are those of the list and those on which an event of the
 * iCalendar text takes place.
 *
 * @param name required, unique, and for good; at most 500 bytes; must not be empty nor contain
 *     {@code / % & > < \}; else 422
 * @param timezone IANA name of the zone in which the days begin and end; null: UTC
 * @param listed what the days mean; default {@code closed}
 * @param days such as {@code 2026-12-25}, at most 10,000
 * @param icalendar an iCalendar object (RFC 5545), at most 1,000,000 characters; recurrences count,
 *     cancelled events do not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@WithBuilder
public record CalendarCreate(
    @Required String name,
    String description,
    @Nullable String timezone,
    @Default("\"closed\"") ListedDays listed,
    @Default("[]") List<LocalDate> days,
    @Nullable String icalendar) {
  /** Refuses a bad name; no description is the empty one. */
  public CalendarCreate {
    Names.check(name);
    description = description == null ? "" : description;
  }
}
