package dev.rigel.cli;

import dev.rigel.cli.terminal.Failure;
import dev.rigel.client.FileTrouble;
import dev.rigel.contract.calendar.CalendarCreate;
import dev.rigel.contract.calendar.CalendarCreateBuilder;
import dev.rigel.contract.calendar.CalendarUpdate;
import dev.rigel.contract.calendar.CalendarUpdateBuilder;
import dev.rigel.contract.calendar.ListedDays;
import dev.rigel.contract.json.BodyReader;
import dev.rigel.contract.json.Scalars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openapitools.jackson.nullable.JsonNullable;
import picocli.CommandLine.Option;

/** A business calendar as options of a command line; {@code none} takes a value away. */
final class CalendarOptions {
  private static final String NONE = "none";

  @Option(
      names = "--day",
      paramLabel = "DATE",
      description = "A day such as 2026-12-25; none for no day. Repeatable.")
  @Nullable List<String> days;

  @Option(
      names = "--days-file",
      paramLabel = "FILE",
      description = "A file with a day on each line; # begins a comment.")
  @Nullable Path daysFile;

  @Option(
      names = "--icalendar",
      paramLabel = "FILE",
      description = "An iCalendar file, whose events are days too; none for no file.")
  @Nullable String icalendar;

  @Option(
      names = "--listed",
      paramLabel = "TEXT",
      description = "What the days are, the rest being the other: ${COMPLETION-CANDIDATES}.")
  @Nullable ListedDays listed;

  @Option(
      names = "--timezone",
      paramLabel = "TEXT",
      description = "The IANA time zone in which the days begin and end.")
  @Nullable String timezone;

  @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.")
  @Nullable String description;

  /**
   * A new calendar.
   *
   * @throws Failure if a value has no meaning
   */
  CalendarCreate create(String name) {
    try {
      return CalendarCreateBuilder.builder()
          .name(name)
          .description(description)
          .timezone(timezone)
          .listed(listed == null ? ListedDays.closed : listed)
          .days(allDays())
          .icalendar(icalendar == null ? null : text(icalendar))
          .build();
    } catch (BodyReader.Invalid e) {
      throw new Failure(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Only what is given.
   *
   * @throws Failure if nothing is given, or a value has no meaning
   */
  CalendarUpdate update() {
    if (Stream.of(days, daysFile, icalendar, listed, timezone, description)
        .allMatch(Objects::isNull)) {
      throw new Failure("No calendar updates provided");
    }
    return CalendarUpdateBuilder.builder()
        .description(given(description))
        .timezone(given(timezone))
        .listed(listed)
        .days(days == null && daysFile == null ? null : allDays())
        .icalendar(icalendar == null ? JsonNullable.undefined() : JsonNullable.of(text(icalendar)))
        .build();
  }

  private static JsonNullable<String> given(@Nullable String text) {
    return text == null ? JsonNullable.undefined() : JsonNullable.of(text);
  }

  private List<LocalDate> allDays() {
    var all = new ArrayList<String>();
    if (days != null && !days.equals(List.of(NONE))) {
      all.addAll(days);
    }
    if (daysFile != null) {
      read(daysFile)
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .forEach(all::add);
    }
    return all.stream().map(CalendarOptions::day).toList();
  }

  /** The day that a text spells. */
  static LocalDate day(String text) {
    try {
      return Scalars.day(text);
    } catch (IllegalArgumentException e) {
      throw new Failure("'%s' is no day such as 2026-12-25.".formatted(text));
    }
  }

  private static @Nullable String text(String icalendar) {
    return icalendar.equals(NONE) ? null : read(Path.of(icalendar));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new Failure("Cannot read '%s': %s.".formatted(file, FileTrouble.reason(e)));
    }
  }
}
