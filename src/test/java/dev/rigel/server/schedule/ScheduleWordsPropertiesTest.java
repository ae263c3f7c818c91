package dev.rigel.server.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.schedule.CronSchedule;
import dev.rigel.contract.schedule.RRuleSchedule;
import dev.rigel.contract.schedule.Schedule;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Who reads the words, and knows nothing else, comes to the dates of the schedule. */
class ScheduleWordsPropertiesTest {
  private static final LocalDateTime START = LocalDateTime.of(2023, 11, 20, 0, 0);

  @Property(tries = 3000)
  void words_of_cron_expressions_say_their_dates(
      @ForAll("crons") CronSchedule cron, @ForAll @IntRange(max = 1_000_000) int minutes) {
    check(cron, START.plusMinutes(minutes));
  }

  @Property(tries = 2000)
  void words_of_rules_say_their_dates(
      @ForAll("rules") RRuleSchedule rule, @ForAll @IntRange(max = 1_000_000) int minutes) {
    check(rule, START.plusMinutes(minutes));
  }

  private static void check(Schedule schedule, LocalDateTime start) {
    var dates = dates(schedule).from(start.atOffset(ZoneOffset.UTC)).limit(30);
    var words = ScheduleWords.of(schedule, start.atOffset(ZoneOffset.UTC));
    // true, and all that is said where steps and hours together give no pattern
    Assume.that(!words.contains(" times of the day "));

    assertThat(WordsReader.read(words).from(start).limit(30))
        .as(words)
        .containsExactlyElementsOf(dates.map(OffsetDateTime::toLocalDateTime).toList());
  }

  private static Dates dates(Schedule schedule) {
    try {
      return Schedules.dates(schedule);
    } catch (InvalidScheduleException e) {
      Assume.that(false);
      throw e;
    }
  }

  @Provide
  Arbitrary<CronSchedule> crons() {
    var minutes =
        Arbitraries.oneOf(Arbitraries.of("0", "*", "*/5", "*/15", "*/7", "2-59/5"), field(0, 59));
    var hours =
        Arbitraries.oneOf(Arbitraries.of("*", "9", "*/2", "9-17", "9,17", "1-23/2"), field(0, 23));
    var days = Arbitraries.oneOf(Arbitraries.of("*", "*", "1", "L", "13,L", "*/2"), field(1, 31));
    var months = Arbitraries.oneOf(Arbitraries.of("*", "*", "*", "3", "*/3"), field(1, 12));
    var nth =
        Arbitraries.of(
            "L5", "mon#2", "tue#1,tue#3", "fri#4,L5", "L0", "1-5", "0,6", "mon-sat", "*/2");
    var weekdays = Arbitraries.oneOf(Arbitraries.of("*", "*"), nth, field(0, 7));
    var seconds = Arbitraries.of("", "", "", " 0", " 30", " 0,30", " */20", " *");
    return Combinators.combine(minutes, hours, days, months, weekdays, seconds)
        .as((m, h, d, n, w, s) -> "%s %s %s %s %s%s".formatted(m, h, d, n, w, s))
        .flatMap(
            text ->
                Arbitraries.of(true, false).map(either -> new CronSchedule(text, "UTC", either)));
  }

  private static Arbitrary<String> field(int least, int most) {
    var number = Arbitraries.integers().between(least, most);
    var range =
        Combinators.combine(number, number).as((a, b) -> Math.min(a, b) + "-" + Math.max(a, b));
    return Arbitraries.oneOf(number.map(String::valueOf), range)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(list -> String.join(",", list));
  }

  @Provide
  Arbitrary<RRuleSchedule> rules() {
    var head =
        Arbitraries.of(
            "FREQ=DAILY",
            "FREQ=WEEKLY",
            "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
            "FREQ=WEEKLY;BYDAY=SA,SU",
            "FREQ=MONTHLY",
            "FREQ=MONTHLY;BYDAY=-1FR",
            "FREQ=MONTHLY;BYDAY=1MO,3MO",
            "FREQ=MONTHLY;BYMONTHDAY=1,15,-1",
            "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR",
            "FREQ=YEARLY",
            "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH",
            "FREQ=YEARLY;BYMONTH=3,4",
            "FREQ=HOURLY",
            "FREQ=HOURLY;INTERVAL=2",
            "FREQ=HOURLY;INTERVAL=12;BYDAY=MO",
            "FREQ=MINUTELY;INTERVAL=15",
            "FREQ=MINUTELY;INTERVAL=16",
            "FREQ=SECONDLY;INTERVAL=10");
    var parts = Arbitraries.of("", "", ";BYHOUR=9", ";BYHOUR=9,10,11,12,17", ";BYMONTH=2");
    var starts = Arbitraries.integers().between(0, 2_000_000);
    return Combinators.combine(head, parts, starts)
        .as(
            (rule, part, minutes) ->
                new RRuleSchedule(
                    "DTSTART:"
                        + LocalDateTime.of(2020, 1, 1, 0, 0)
                            .plusMinutes(minutes % 40 == 0 ? minutes : 540)
                            .toString()
                            .replaceAll("[-:]", "")
                        + "00 RRULE:"
                        + (rule.contains("BYMONTH=") ? rule : rule + part),
                    "UTC"));
  }
}
