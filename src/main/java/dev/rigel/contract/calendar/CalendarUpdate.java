package dev.rigel.contract.calendar;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.Absent;
import dev.rigel.contract.json.NullIsRefused;
import dev.rigel.contract.json.WithBuilder;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openapitools.jackson.nullable.JsonNullable;

/**
 * Change of a business calendar; absent fields stay as they are, and the name does always.
 *
 * @param days take the place of the ones before
 * @param icalendar takes the place of the one before; null: none
 */
@WithBuilder
public record CalendarUpdate(
    JsonNullable<String> description,
    JsonNullable<String> timezone,
    @NullIsRefused @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ListedDays listed,
    @NullIsRefused @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<LocalDate> days,
    JsonNullable<String> icalendar) {
  /** What is not set is absent. */
  public CalendarUpdate {
    description = Absent.ifNull(description);
    timezone = Absent.ifNull(timezone);
    icalendar = Absent.ifNull(icalendar);
  }
}
