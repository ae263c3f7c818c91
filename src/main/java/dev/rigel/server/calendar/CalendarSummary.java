package dev.rigel.server.calendar;

import dev.rigel.contract.calendar.CalendarSummaryResponse;
import dev.rigel.contract.calendar.CalendarSummaryResponseBuilder;
import dev.rigel.contract.calendar.ListedDays;
import dev.rigel.server.database.Stored;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;

/**
 * A calendar for reading, without its days and its iCalendar text, which may be a megabyte each.
 */
@Entity
@Table(name = "calendar")
class CalendarSummary extends Stored {
  private String name;
  private String description;
  private String timezone;

  @Enumerated(EnumType.STRING)
  private ListedDays listed;

  /** For JPA. */
  protected CalendarSummary() {}

  CalendarSummaryResponse response() {
    return CalendarSummaryResponseBuilder.builder()
        .id(id())
        .created(created())
        .updated(updated())
        .name(name)
        .description(description)
        .timezone(timezone)
        .listed(listed)
        .build();
  }
}
