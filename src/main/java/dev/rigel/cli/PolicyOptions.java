package dev.rigel.cli;

import dev.rigel.cli.terminal.Failure;
import dev.rigel.contract.json.BodyReader;
import dev.rigel.contract.json.Scalars;
import dev.rigel.contract.schedule.CatchUp;
import dev.rigel.contract.schedule.Overlap;
import dev.rigel.contract.schedule.SchedulePolicy;
import dev.rigel.contract.schedule.SchedulePolicyBuilder;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Parts of a schedule policy as options of a command line; {@code none} takes a value away. */
final class PolicyOptions {
  private static final String NONE = "none";

  @Option(
      names = "--catch-up",
      paramLabel = "TEXT",
      description = "Dates that passed without a run: ${COMPLETION-CANDIDATES}.")
  @Nullable CatchUp catchUp;

  @Option(
      names = "--catch-up-window",
      paramLabel = "SECONDS",
      description = "How old a date may be that is caught up; none for any age.")
  @Nullable String catchUpWindow;

  @Option(
      names = "--overlap",
      paramLabel = "TEXT",
      description = "While another run is active: ${COMPLETION-CANDIDATES}.")
  @Nullable Overlap overlap;

  @Option(
      names = "--start-jitter",
      paramLabel = "SECONDS",
      description = "Seconds by which starts are spread.")
  @Nullable String startJitter;

  @Option(
      names = "--end",
      paramLabel = "DATE",
      description = "The last instant that may be a date; none for no end.")
  @Nullable String end;

  @Option(
      names = "--max-runs",
      paramLabel = "INT",
      description = "How many runs the schedule creates in all; none for any number.")
  @Nullable String maxRuns;

  @Option(
      names = "--calendar",
      paramLabel = "NAME",
      description = "A calendar that must be open; none for no calendar. Repeatable.")
  @Nullable List<String> calendars;

  @Option(names = "--reset", description = "Start from the defaults.")
  boolean reset;

  /**
   * A policy with the given parts replaced.
   *
   * @param policy what there is; none where the server knows no policies
   * @throws Failure if nothing is given, or a value has no meaning
   */
  SchedulePolicy over(@Nullable SchedulePolicy policy) {
    if (policy == null) {
      throw new Failure("This server knows no schedule policies.");
    }
    var given =
        Stream.of(catchUp, catchUpWindow, overlap, startJitter, end, maxRuns, calendars)
            .anyMatch(Objects::nonNull);
    if (!given && !reset) {
      throw new Failure("No schedule policy updates provided");
    }
    var old = reset ? SchedulePolicy.NONE : policy;
    try {
      return SchedulePolicyBuilder.builder()
          .catchUp(catchUp == null ? old.catchUp() : catchUp)
          .catchUpWindow(given(catchUpWindow, PolicyOptions::seconds, old.catchUpWindow()))
          .overlap(overlap == null ? old.overlap() : overlap)
          .startJitter(given(startJitter, PolicyOptions::seconds, old.startJitter()))
          .end(given(end, PolicyOptions::time, old.end()))
          .maxRuns(given(maxRuns, PolicyOptions::number, old.maxRuns()))
          .calendars(calendars == null ? old.calendars() : names(calendars))
          .build();
    } catch (BodyReader.Invalid e) {
      throw new Failure(e.getMessage() + ".");
    }
  }

  private static List<String> names(List<String> calendars) {
    return calendars.equals(List.of(NONE)) ? List.of() : calendars;
  }

  private static <T> @Nullable T given(
      @Nullable String option, Function<String, T> read, @Nullable T old) {
    if (option == null) {
      return old;
    }
    return option.equals(NONE) ? null : read.apply(option);
  }

  private static Duration seconds(String text) {
    return read(text, Scalars::duration, "is no number of seconds");
  }

  private static OffsetDateTime time(String text) {
    return read(text, Scalars::time, "is no date such as 2026-01-31T09:00:00+00:00");
  }

  private static Integer number(String text) {
    return read(text, Integer::valueOf, "is no number");
  }

  private static <T> T read(String text, Function<String, T> form, String problem) {
    try {
      return form.apply(text);
    } catch (IllegalArgumentException e) {
      throw new Failure("'%s' %s.".formatted(text, problem));
    }
  }
}
