package dev.rigel.cli;

import dev.rigel.cli.terminal.Dump;
import dev.rigel.cli.terminal.Failure;
import dev.rigel.cli.terminal.OutputFormat;
import dev.rigel.cli.terminal.PythonText;
import dev.rigel.cli.terminal.Style;
import dev.rigel.cli.terminal.Table;
import dev.rigel.cli.terminal.Text;
import dev.rigel.client.ApiException;
import dev.rigel.contract.calendar.CalendarCreate;
import dev.rigel.contract.calendar.CalendarDay;
import dev.rigel.contract.calendar.CalendarResponse;
import dev.rigel.contract.calendar.CalendarSummaryResponse;
import dev.rigel.contract.calendar.CalendarsApi;
import dev.rigel.contract.json.Scalars;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code calendar}: an argument that spells an id is one, anything else is a name. */
@Command(name = "calendar", description = "Keep the days on which schedules rest.")
final class CalendarCommands {
  private final Session session;

  CalendarCommands(Session session) {
    this.session = session;
  }

  @Command(description = "Create a business calendar.")
  void create(
      @Parameters(paramLabel = "NAME", description = "A unique name.") String name,
      @Mixin CalendarOptions options) {
    session.out().success(description(made(options.create(name))));
  }

  private CalendarResponse made(CalendarCreate calendar) {
    try {
      return calendars().create(calendar);
    } catch (ApiException e) {
      throw e.isConflict()
          ? new Failure(
              "Calendar with name: %s already exists."
                  .formatted(PythonText.quoted(calendar.name())))
          : e;
    }
  }

  private static String description(CalendarResponse calendar) {
    var name = calendar.name().replace("'", "'\\''");
    return """

        Created calendar with properties:
            name - %1$s
            id - %2$s
            timezone - %3$s
            listed days - %4$s

        Let a deployment use the calendar:
            rigel deployment set-policy FLOW/NAME --calendar '%5$s'

        Show its next days:
            rigel calendar days '%5$s'
        """
        .formatted(
            PythonText.quoted(calendar.name()),
            calendar.id(),
            calendar.timezone(),
            calendar.listed(),
            name);
  }

  @Command(description = "List business calendars by name.")
  void ls(@Mixin OutputFormat format) {
    var found = Pages.all(page -> calendars().filter(page));
    session.out().show(format, found, () -> session.out().print(table(found)));
  }

  private static Table table(List<CalendarSummaryResponse> calendars) {
    var table =
        Table.titled("Calendars")
            .column("Name", Style.GREEN)
            .rightColumn("ID", Style.CYAN)
            .column("Listed days", Style.BLUE)
            .column("Timezone", Style.MAGENTA);
    calendars.forEach(
        found ->
            table.row(
                found.name(), found.id().toString(), found.listed().toString(), found.timezone()));
    return table;
  }

  @Command(description = "Show all about a business calendar.")
  void inspect(@Parameters(paramLabel = "NAME") String name, @Mixin OutputFormat format) {
    onCalendar(
        name,
        id -> {
          var calendar = calendars().read(id);
          session.out().show(format, calendar, () -> session.out().print(dump(calendar)));
        });
  }

  /** A text of many pages is told by its size. */
  private static Dump dump(CalendarResponse calendar) {
    var text = calendar.icalendar();
    return Dump.object("Calendar")
        .field("id", calendar.id())
        .field("created", calendar.created())
        .field("updated", calendar.updated())
        .field("name", calendar.name())
        .field("description", calendar.description(), "")
        .field("timezone", calendar.timezone())
        .field("listed", calendar.listed().toString())
        .field("days", calendar.days().stream().map(Object::toString).toList(), List.of())
        .field("icalendar", text == null ? null : Dump.word(text.length() + " characters"));
  }

  @Command(description = "Show which days are open, and which closed.")
  void days(
      @Parameters(paramLabel = "NAME") String name,
      @Option(
              names = "--start",
              paramLabel = "DATE",
              description = "The first day; default today, in the calendar's time zone.")
          @Nullable String start,
      @Option(
              names = "--end",
              paramLabel = "DATE",
              description = "The last day; default 30 days after the first.")
          @Nullable String end,
      @Mixin OutputFormat format) {
    var first = start == null ? null : CalendarOptions.day(start);
    var last = end == null ? null : CalendarOptions.day(end);
    onCalendar(
        name,
        id -> {
          var days = calendars().days(id, first, last);
          session.out().show(format, days, () -> session.out().print(table(name, days)));
        });
  }

  private static Table table(String name, List<CalendarDay> days) {
    var table =
        Table.titled(name)
            .column("Day", Style.CYAN)
            .column("Weekday", Style.PLAIN)
            .column("Open", Style.PLAIN);
    days.forEach(
        found ->
            table.row(
                Text.of(found.day().toString()),
                Text.of(found.day().getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH)),
                found.open() ? Text.of("yes", Style.GREEN) : Text.of("no", Style.RED)));
    return table;
  }

  @Command(
      description = "Change the given parts; runs of deployments that use it are scheduled anew.")
  void update(@Parameters(paramLabel = "NAME") String name, @Mixin CalendarOptions options) {
    var update = options.update();
    onCalendar(name, id -> calendars().update(id, update));
    succeeded("Updated", name);
  }

  @Command(description = "Delete a business calendar that no deployment uses.")
  void delete(@Parameters(paramLabel = "NAME") String name) {
    onCalendar(name, id -> calendars().delete(id));
    succeeded("Deleted", name);
  }

  private void succeeded(String what, String name) {
    session.out().success(what + " calendar " + PythonText.quoted(name));
  }

  private void onCalendar(String nameOrId, Consumer<UUID> act) {
    var id = Scalars.findUuid(nameOrId);
    try {
      act.accept(id.orElseGet(() -> calendars().readByName(nameOrId).id()));
    } catch (ApiException e) {
      if (e.isConflict()) {
        throw new Failure(e.detail() + ".");
      }
      if (!e.isNotFound()) {
        throw e;
      }
      throw new Failure(
          id.isPresent()
              ? "No calendar found: " + PythonText.quoted(nameOrId)
              : "No calendar named " + PythonText.quoted(nameOrId) + " found.");
    }
  }

  private CalendarsApi calendars() {
    return session.api().calendars();
  }
}
