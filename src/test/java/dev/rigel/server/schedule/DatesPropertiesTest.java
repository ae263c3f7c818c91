package dev.rigel.server.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.schedule.CronSchedule;
import dev.rigel.contract.schedule.IntervalSchedule;
import dev.rigel.contract.schedule.RRuleSchedule;
import dev.rigel.contract.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** Whatever is scheduled wherever; most starts lie within a day of a clock change. */
class DatesPropertiesTest {
  private static final List<String> ZONES =
      List.of(
          "America/New_York",
          "Europe/London",
          "Australia/Lord_Howe",
          "America/Sao_Paulo",
          "Africa/Casablanca",
          "Pacific/Chatham",
          "Pacific/Apia",
          "America/St_Johns",
          "Antarctica/Troll",
          "Asia/Tehran",
          "Asia/Kathmandu",
          "America/Havana",
          "UTC");

  record Case(Schedule schedule, OffsetDateTime start) {}

  @Property(tries = 1500)
  void dates_ascend_strictly_from_the_start_on(@ForAll("cases") Case any) {
    var dates = datesOf(any.schedule()).from(any.start()).limit(30).toList();

    assertThat(dates)
        .isSortedAccordingTo(OffsetDateTime.timeLineOrder())
        .allMatch(date -> !date.isBefore(any.start()));
    assertThat(dates.stream().map(OffsetDateTime::toInstant)).doesNotHaveDuplicates();
  }

  @Property(tries = 1500)
  void a_later_start_gives_the_tail(
      @ForAll("cases") Case any,
      @ForAll @IntRange(max = 20) int skipped,
      @ForAll @LongRange(max = 7_200_000_000_000L) long nanos) {
    var schedule = datesOf(any.schedule());
    var dates = schedule.from(any.start()).limit(25).toList();
    Assume.that(dates.size() > skipped);
    var later = dates.get(skipped).plusNanos(nanos);
    var tail = dates.stream().dropWhile(date -> date.isBefore(later)).toList();

    assertThat(schedule.from(later).limit(tail.size())).containsExactlyElementsOf(tail);
  }

  @Property(tries = 500)
  void an_earlier_start_changes_nothing(@ForAll("cases") Case any) {
    var schedule = datesOf(any.schedule());
    var first = schedule.atOrAfter(any.start());
    Assume.that(first.isPresent());

    var before = any.start().minus(Duration.between(any.start(), first.get()).dividedBy(7));

    assertThat(schedule.from(before).filter(date -> !date.isBefore(any.start())).findFirst())
        .isEqualTo(first);
  }

  @Property(tries = 300)
  void a_calendar_leaves_exactly_the_dates_on_open_days(
      @ForAll("cases") Case any,
      @ForAll @Size(max = 40) Set<@IntRange(max = 60) Integer> listed,
      @ForAll BusinessCalendar.Listed meaning) {
    var first = any.start().toLocalDate();
    var days = listed.stream().map(first::plusDays).toList();
    var calendar = BusinessCalendar.ofDays(meaning, any.schedule().timezone(), days);
    var end = any.start().plusDays(30);
    var dates = datesOf(any.schedule());

    var open = dates.on(calendar).from(any.start()).takeWhile(end::isAfter).limit(200).toList();

    assertThat(dates.from(any.start()).takeWhile(end::isAfter).filter(calendar::isOpen).limit(200))
        .containsExactlyElementsOf(open);
  }

  private static Dates datesOf(Schedule schedule) {
    try {
      return Schedules.dates(schedule);
    } catch (InvalidScheduleException e) {
      Assume.that(false);
      throw e;
    }
  }

  @Provide
  Arbitrary<Case> cases() {
    return Arbitraries.of(ZONES)
        .flatMap(zone -> Combinators.combine(schedules(zone), starts(zone)).as(Case::new));
  }

  private static Arbitrary<OffsetDateTime> starts(String zone) {
    var rules = ZoneId.of(zone).getRules();
    var anywhere =
        Arbitraries.longs().between(1_104_537_600, 1_767_225_600).map(Instant::ofEpochSecond);
    var nearChange =
        Combinators.combine(anywhere, Arbitraries.integers().between(-100_000, 20_000))
            .as(
                (instant, offset) -> {
                  var change = rules.nextTransition(instant);
                  return (change == null ? instant : change.getInstant()).plusSeconds(offset);
                });
    return Arbitraries.frequencyOf(Tuple.of(1, anywhere), Tuple.of(4, nearChange))
        .map(instant -> instant.atOffset(ZoneOffset.UTC));
  }

  private static Arbitrary<Schedule> schedules(String zone) {
    return Arbitraries.oneOf(intervals(zone), crons(zone), rules(zone));
  }

  private static Arbitrary<Schedule> intervals(String zone) {
    var common = Arbitraries.of(900, 1_800, 3_600, 5_400, 86_400, 129_600, 604_800);
    return Combinators.combine(
            Arbitraries.oneOf(common, Arbitraries.integers().between(1, 200_000)),
            Arbitraries.longs().between(1_000_000_000, 2_000_000_000))
        .as(
            (seconds, anchor) ->
                new IntervalSchedule(
                    Duration.ofSeconds(seconds),
                    Instant.ofEpochSecond(anchor).atOffset(ZoneOffset.UTC),
                    zone));
  }

  private static Arbitrary<Schedule> crons(String zone) {
    return Combinators.combine(
            field(0, 59),
            field(0, 23),
            field(1, 31),
            field(1, 12),
            field(0, 7),
            seconds(),
            Arbitraries.of(true, false))
        .as(
            (minute, hour, day, month, weekday, second, dayOr) ->
                new CronSchedule(
                    String.join(" ", minute, hour, day, month, weekday) + second, zone, dayOr));
  }

  private static Arbitrary<String> seconds() {
    return Arbitraries.oneOf(Arbitraries.just(""), field(0, 59).map(field -> " " + field));
  }

  private static Arbitrary<String> field(int least, int most) {
    var number = Arbitraries.integers().between(least, most);
    var step = Arbitraries.integers().between(1, most + 3);
    return Arbitraries.oneOf(
        Arbitraries.just("*"),
        number.map(String::valueOf),
        step.map(every -> "*/" + every),
        Combinators.combine(number, step).as((from, every) -> from + "/" + every),
        number.list().ofMinSize(2).ofMaxSize(4).map(DatesPropertiesTest::joined));
  }

  private static Arbitrary<Schedule> rules(String zone) {
    var start = Arbitraries.of("20040229T023000", "20150101T000000", "20191103T013000");
    var set = Arbitraries.of("", "", " EXRULE:FREQ=DAILY;INTERVAL=2", " RDATE:20200308T023000");
    return Combinators.combine(start, rule(), set)
        .as(
            (from, rule, more) ->
                new RRuleSchedule("DTSTART:" + from + " RRULE:" + rule + more, zone));
  }

  private static Arbitrary<String> rule() {
    var frequency =
        Arbitraries.of("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY");
    var interval = Arbitraries.oneOf(Arbitraries.just(1), Arbitraries.integers().between(2, 100));
    return Combinators.combine(
            frequency,
            interval,
            part("COUNT", 1, 500, 1),
            part("BYMONTH", 1, 12, 3),
            part("BYMONTHDAY", 1, 31, 3),
            part("BYHOUR", 0, 23, 4),
            part("BYMINUTE", 0, 59, 3),
            part("BYSETPOS", 1, 4, 2))
        .as(
            (freq, every, count, month, day, hour, minute, position) ->
                "FREQ="
                    + freq
                    + ";INTERVAL="
                    + every
                    + count
                    + month
                    + day
                    + hour
                    + minute
                    + position);
  }

  private static Arbitrary<String> part(String name, int least, int most, int size) {
    var values = Arbitraries.integers().between(least, most).list().ofMinSize(1).ofMaxSize(size);
    return Arbitraries.frequencyOf(
        Tuple.of(4, Arbitraries.just("")),
        Tuple.of(1, values.map(list -> ";" + name + "=" + joined(list))));
  }

  private static String joined(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
