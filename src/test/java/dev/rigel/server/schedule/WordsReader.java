package dev.rigel.server.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Understands schedules in words as one who reads them does, knowing nothing of what they were made
 * from.
 *
 * @param days those on which there are dates
 * @param times at which there are dates on each such day
 */
record WordsReader(Predicate<LocalDate> days, TreeSet<LocalTime> times) {
  private static final String TIME = "\\d\\d:\\d\\d(?::\\d\\d)?";
  private static final String TIMES = "(" + TIME + "(?:(?:, | and )" + TIME + ")*)";
  private static final String WEEKDAYS = "((?:(?:, | and | to )?[A-Z][a-z]+day)+)";
  private static final String MONTHS = "((?:(?:, | and | to )?[A-Z][a-z]+)+)";
  private static final String IN_MONTHS = "(?:,? in " + MONTHS + ")?";
  private static final List<String> POSITIONS =
      List.of("last", "first", "second", "third", "fourth", "fifth");

  private record Form(Pattern pattern, Function<MatchResult, WordsReader> meaning) {}

  private static final List<Form> FORMS =
      List.of(
          form(
              "At " + TIMES + ", " + WEEKDAYS + IN_MONTHS,
              m -> new WordsReader(weekdays(m.group(2)).and(months(m.group(3))), list(m.group(1)))),
          form(
              "Every day" + IN_MONTHS + " at " + TIMES,
              m -> new WordsReader(months(m.group(1)), list(m.group(2)))),
          form(
              "Every " + WEEKDAYS + IN_MONTHS + " at " + TIMES,
              m -> new WordsReader(weekdays(m.group(1)).and(months(m.group(2))), list(m.group(3)))),
          form("On (.+?),? at " + TIMES, m -> new WordsReader(days(m.group(1)), list(m.group(2)))),
          form("(.+), on (.+)", m -> new WordsReader(days(m.group(2)), often(m.group(1)))),
          form(
              "(.+?), " + WEEKDAYS + IN_MONTHS,
              m ->
                  new WordsReader(weekdays(m.group(2)).and(months(m.group(3))), often(m.group(1)))),
          form("(.+), in " + MONTHS, m -> new WordsReader(months(m.group(2)), often(m.group(1)))),
          form("(.+)", m -> new WordsReader(any -> true, often(m.group(1)))));

  static WordsReader read(String words) {
    var hour = words.replace(", on the hour", ", at 0 minutes past");
    for (var form : FORMS) {
      var matcher = form.pattern().matcher(hour);
      if (matcher.matches()) {
        return form.meaning().apply(matcher);
      }
    }
    throw new IllegalArgumentException(words);
  }

  private static Form form(String pattern, Function<MatchResult, WordsReader> meaning) {
    return new Form(Pattern.compile(pattern), meaning);
  }

  /** From a start on. */
  Stream<LocalDateTime> from(LocalDateTime start) {
    return Stream.iterate(start.toLocalDate(), day -> day.plusDays(1))
        .limit(200_000)
        .filter(days)
        .flatMap(day -> times.stream().map(day::atTime))
        .filter(time -> !time.isBefore(start));
  }

  private static Predicate<LocalDate> days(String text) {
    var condition = text.split(", only if ");
    if (condition.length == 2) {
      return days(condition[0])
          .and(
              days(
                  condition[1]
                      .replace(" or a ", " and ")
                      .replace(", a ", ", ")
                      .replaceFirst("^a ", "")));
    }
    var inMonths = Pattern.compile("(.+) in " + MONTHS).matcher(text);
    if (inMonths.matches()) {
      return days(inMonths.group(1)).and(months(inMonths.group(2)));
    }
    var either =
        Pattern.compile("((?:the|every \\d+..) .+?) and every (?:day from )?" + WEEKDAYS)
            .matcher(text);
    if (either.matches()) {
      return ordinals(either.group(1)).or(weekdays(either.group(2)));
    }
    var eitherNth = Pattern.compile("(.+) of the month and (the .+day of the month)").matcher(text);
    if (eitherNth.matches()) {
      return ordinals(eitherNth.group(1) + " of the month").or(days(eitherNth.group(2)));
    }
    var agreeing = Pattern.compile(WEEKDAYS + " the (\\d+)..").matcher(text);
    if (agreeing.matches()) {
      return weekdays(agreeing.group(1))
          .and(day -> day.getDayOfMonth() == number(agreeing.group(2)));
    }
    var weekdays = Pattern.compile("(?:every )?" + WEEKDAYS).matcher(text);
    if (weekdays.matches()) {
      return weekdays(weekdays.group(1));
    }
    var dates = Pattern.compile("(\\d[\\d, andto]*) ([A-Z][a-z]+)").matcher(text);
    if (dates.matches()) {
      return numbers(dates.group(1)).and(months(dates.group(2)));
    }
    var of = Pattern.compile("(.+) of (the month|" + MONTHS + ")").matcher(text);
    if (!of.matches()) {
      throw new IllegalArgumentException(text);
    }
    var months = of.group(3) == null ? null : of.group(3);
    return ofMonth(of.group(1)).and(months(months));
  }

  private static Predicate<LocalDate> ofMonth(String text) {
    var nth = Pattern.compile("the (\\w+(?:(?:, | and )\\w+)*) ([A-Z][a-z]+day)").matcher(text);
    if (nth.matches()) {
      var day = weekday(nth.group(2));
      return split(nth.group(1))
          .map(p -> nth(POSITIONS.indexOf(p), day))
          .reduce(Predicate::or)
          .get();
    }
    var several = text.split(" and (?=the )", 2);
    if (several.length == 2) {
      return ofMonth(several[0]).or(ofMonth(several[1]));
    }
    if (text.equals("the last day")) {
      return day -> day.getDayOfMonth() == day.lengthOfMonth();
    }
    var stepped = Pattern.compile("every (\\d+).. day from day (\\d+) to day (\\d+)").matcher(text);
    if (stepped.matches()) {
      var first = number(stepped.group(2));
      return day ->
          day.getDayOfMonth() >= first
              && day.getDayOfMonth() <= number(stepped.group(3))
              && (day.getDayOfMonth() - first) % number(stepped.group(1)) == 0;
    }
    if (!text.startsWith("day")) {
      throw new IllegalArgumentException(text);
    }
    return numbers(text.replaceFirst("days? ", ""));
  }

  private static Predicate<LocalDate> ordinals(String text) {
    if (text.startsWith("every")) {
      return days(text.contains(" of the month") ? text : text + " of the month");
    }
    var numbers = text.replace("the last day", "the -1st").replace(" of the month", "");
    var wanted = set(numbers.replaceAll("the (-?\\d+)..", "$1"), WordsReader::number);
    return day ->
        wanted.contains(day.getDayOfMonth())
            || wanted.contains(-1) && day.getDayOfMonth() == day.lengthOfMonth();
  }

  private static Predicate<LocalDate> numbers(String text) {
    var wanted = set(text, WordsReader::number);
    return day -> wanted.contains(day.getDayOfMonth());
  }

  private static Predicate<LocalDate> nth(int position, DayOfWeek weekday) {
    var nth =
        position == 0
            ? TemporalAdjusters.lastInMonth(weekday)
            : TemporalAdjusters.dayOfWeekInMonth(position, weekday);
    return day -> day.with(nth).equals(day);
  }

  private static Predicate<LocalDate> weekdays(String text) {
    var wanted = set(text, name -> weekday(name).getValue());
    return day -> wanted.contains(day.getDayOfWeek().getValue());
  }

  private static DayOfWeek weekday(String name) {
    return DayOfWeek.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static Predicate<LocalDate> months(String text) {
    if (text == null) {
      return any -> true;
    }
    var wanted = set(text, name -> Month.valueOf(name.toUpperCase(Locale.ROOT)).getValue());
    return day -> wanted.contains(day.getMonthValue());
  }

  private static Stream<String> split(String list) {
    return Arrays.stream(list.split(", | and "));
  }

  private static Set<Integer> set(String list, Function<String, Integer> value) {
    return split(list)
        .flatMap(
            item -> {
              var ends = item.split(" to ");
              return IntStream.rangeClosed(value.apply(ends[0]), value.apply(ends[ends.length - 1]))
                  .boxed();
            })
        .collect(Collectors.toSet());
  }

  private static int number(String text) {
    return Integer.parseInt(text);
  }

  private static TreeSet<LocalTime> list(String times) {
    return split(times).map(LocalTime::parse).collect(Collectors.toCollection(TreeSet::new));
  }

  private static TreeSet<LocalTime> often(String text) {
    var fields =
        Pattern.compile("(At|Every(?: \\d+)?) (second|minute)s?( from \\2)?(?: (.+?))? of (.+)")
            .matcher(text);
    if (fields.matches() && !text.contains("each hour") && !text.contains("times of the day")) {
      return byFields(text);
    }
    var every =
        Pattern.compile("Every (?:([\\d,]+) )?(second|minute|hour)s?(?:(,? (?:at|from)) (.+))?")
            .matcher(text);
    if (!every.matches()) {
      throw new IllegalArgumentException(text);
    }
    var count = every.group(1) == null ? 1 : number(every.group(1).replace(",", ""));
    var step =
        count
            * ChronoUnit.valueOf((every.group(2) + "s").toUpperCase(Locale.ROOT))
                .getDuration()
                .getSeconds();
    var rest = every.group(4);
    if (rest == null) {
      return grid(0, step, 86_400);
    }
    var past =
        Pattern.compile("(?:minute )?(\\d+) ?(minutes?|seconds?)?(?: past| of each hour)")
            .matcher(rest);
    if (past.matches()) {
      var unit = past.group(2) != null && past.group(2).startsWith("second") ? 1 : 60;
      return grid((long) number(past.group(1)) * unit, step, 86_400);
    }
    var all = new TreeSet<LocalTime>();
    for (var span : rest.split(", from | and from ")) {
      var ends = span.split(" to ");
      var first = LocalTime.parse(ends[0]).toSecondOfDay();
      all.addAll(
          grid(
              first,
              step,
              ends.length == 1 ? 86_400 : LocalTime.parse(ends[1]).toSecondOfDay() + 1L));
    }
    return all;
  }

  private static TreeSet<LocalTime> grid(long first, long step, long end) {
    var times = new TreeSet<LocalTime>();
    for (var second = first; second < end; second += step) {
      times.add(LocalTime.ofSecondOfDay(second));
    }
    return times;
  }

  private static TreeSet<LocalTime> byFields(String text) {
    var parts = text.split(" of ");
    var hours = field(parts[parts.length - 1], 24);
    var minutes = field(parts[parts.length - 2], 60);
    var seconds = parts.length == 3 ? field(parts[0], 60) : Set.of(0);
    var times = new TreeSet<LocalTime>();
    hours.forEach(
        h -> minutes.forEach(m -> seconds.forEach(s -> times.add(LocalTime.of(h, m, s)))));
    return times;
  }

  private static Set<Integer> field(String text, int size) {
    var stepped = Pattern.compile("Every (\\d+) (\\w+)s from \\2 (\\d+) to (\\d+)").matcher(text);
    if (stepped.matches()) {
      IntUnaryOperator next = n -> n + number(stepped.group(1));
      return IntStream.iterate(number(stepped.group(3)), n -> n <= number(stepped.group(4)), next)
          .boxed()
          .collect(Collectors.toSet());
    }
    return text.matches("(?i)every (hour|minute|second)")
        ? IntStream.range(0, size).boxed().collect(Collectors.toSet())
        : set(text.replaceFirst("(At )?(hour|minute|second)s? ", ""), WordsReader::number);
  }
}
