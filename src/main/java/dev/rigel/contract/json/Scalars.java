package dev.rigel.contract.json;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text forms of times, durations and ids on the wire: lenient when read, one form when written. A
 * value that cannot be read gives {@link IllegalArgumentException} with the reference's message.
 */
public final class Scalars {
  private static final Pattern UUID_FORM =
      Pattern.compile("(?i)[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}");
  private static final Pattern CLOCK_DURATION =
      Pattern.compile(
          "([-+]?)(?:(\\d{1,9})(?: days?,?)? )?(?:(\\d{1,9}):)?(\\d{1,2}):(\\d{1,2}(?:\\.\\d{1,9})?)");
  private static final Pattern LONG_FRACTION = Pattern.compile("([.,]\\d{6})\\d+");

  /** Java's own reader would take 5d for five seconds. */
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

  private static final double MAX_SECONDS = 999_999_999d * 86_400;
  private static final Pattern EPOCH = Pattern.compile("[-+]?\\d{5,}(\\.\\d*)?");

  private static final DateTimeFormatter DATE_FORMS =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendOptional(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendOptional(DateTimeFormatter.BASIC_ISO_DATE)
          .appendOptional(DateTimeFormatter.ISO_WEEK_DATE)
          .appendOptional(DateTimeFormatter.ISO_ORDINAL_DATE)
          .toFormatter(Locale.ROOT);
  private static final DateTimeFormatter TIME_FORMS =
      new DateTimeFormatterBuilder()
          .appendOptional(clock("HHmm[ss]"))
          .appendOptional(clock("HH[:mm[:ss]]"))
          .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
          .toFormatter(Locale.ROOT);
  private static final Pattern ZONED_TIME =
      Pattern.compile("([0-9:.,]+?)\\s*(Z|z|[-+]\\d{2}(?::?\\d{2})?)?");

  private static final Set<String> TRUE = Set.of("1", "true", "t", "yes", "y", "on");
  private static final Set<String> FALSE = Set.of("0", "false", "f", "no", "n", "off");

  private Scalars() {}

  private static DateTimeFormatter clock(String pattern) {
    return new DateTimeFormatterBuilder()
        .appendPattern(pattern)
        .optionalStart()
        .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
        .optionalEnd()
        .toFormatter(Locale.ROOT);
  }

  /** ISO 8601 with {@code +00:00}, microseconds only when they are not zero. */
  public static String text(OffsetDateTime time) {
    var micros = time.truncatedTo(ChronoUnit.MICROS);
    var pattern =
        micros.getNano() == 0 ? "uuuu-MM-dd'T'HH:mm:ssxxx" : "uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx";
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(micros);
  }

  /**
   * A date, or a date and time with {@code T} or a space; without an offset it is UTC. Years 1 to
   * 9999.
   */
  public static OffsetDateTime time(String text) {
    var form = LONG_FRACTION.matcher(text.trim()).replaceAll("$1").replace(',', '.');
    if (form.isEmpty() || EPOCH.matcher(form).matches() && form.length() != 8) {
      throw new IllegalArgumentException("Unable to parse string [" + text + "]");
    }
    try {
      var separator = separatorOf(form);
      var date = LocalDate.parse(separator < 0 ? form : form.substring(0, separator), DATE_FORMS);
      var time =
          separator < 0
              ? date.atStartOfDay().atOffset(ZoneOffset.UTC)
              : zoned(date, form.substring(separator + 1).trim());
      return inRange(time, text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("Unable to parse string [" + text + "]", e);
    }
  }

  private static int separatorOf(String form) {
    for (int i = 4; i < form.length(); i++) {
      var c = form.charAt(i);
      if (c == 'T' || c == 't' || c == ' ') {
        return i;
      }
    }
    return -1;
  }

  private static OffsetDateTime zoned(LocalDate date, String text) {
    var parts = ZONED_TIME.matcher(text);
    if (!parts.matches()) {
      throw new DateTimeException("no time: " + text);
    }
    var local = LocalDateTime.of(date, LocalTime.parse(parts.group(1), TIME_FORMS));
    var zone = parts.group(2);
    return local.atOffset(
        zone == null || zone.equalsIgnoreCase("z") ? ZoneOffset.UTC : ZoneOffset.of(zone));
  }

  /** A day as {@code 2026-12-25}, in the years 1 to 9999. */
  public static LocalDate day(String text) {
    try {
      var day = LocalDate.parse(text.trim());
      if (day.getYear() >= 1 && day.getYear() <= 9999) {
        return day;
      }
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("invalid date format", e);
    }
    throw new IllegalArgumentException("invalid date format");
  }

  private static OffsetDateTime inRange(OffsetDateTime time, String text) {
    var utc = time.withOffsetSameInstant(ZoneOffset.UTC);
    if (utc.getYear() < 1 || utc.getYear() > 9999) {
      throw new IllegalArgumentException("Unable to parse string [" + text + "]");
    }
    return time;
  }

  /**
   * Seconds as a number, {@code [D ]HH:MM:SS} or an ISO 8601 duration. At most 10^9 days, as the
   * reference.
   */
  public static Duration duration(String text) {
    try {
      var form = text.trim();
      var clock = CLOCK_DURATION.matcher(form);
      if (clock.matches()) {
        return clockDuration(clock);
      }
      return NUMBER.matcher(form).matches()
          ? fromSeconds(Double.parseDouble(form))
          : Duration.parse(form);
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException("invalid duration format", e);
    }
  }

  private static Duration clockDuration(Matcher clock) {
    var total =
        Duration.ofDays(clock.group(2) == null ? 0 : Long.parseLong(clock.group(2)))
            .plusHours(clock.group(3) == null ? 0 : Long.parseLong(clock.group(3)))
            .plusMinutes(Long.parseLong(clock.group(4)))
            .plus(fromSeconds(Double.parseDouble(clock.group(5))));
    return "-".equals(clock.group(1)) ? total.negated() : total;
  }

  /** Doubles hold microseconds exactly up to 285 years, and no exponent makes them slow. */
  private static Duration fromSeconds(double seconds) {
    if (!(Math.abs(seconds) <= MAX_SECONDS)) {
      throw new ArithmeticException("more than 999999999 days");
    }
    var whole = Math.floor(seconds);
    return Duration.ofSeconds((long) whole).plusNanos(Math.round((seconds - whole) * 1e6) * 1000);
  }

  /** Seconds with a fraction, for example 3600.0. */
  public static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() / 1e9;
  }

  /** As {@link #findUuid}; what is none is refused. */
  public static UUID uuid(String text) {
    return findUuid(text)
        .orElseThrow(() -> new IllegalArgumentException("value is not a valid uuid"));
  }

  /**
   * 32 hex digits with or without dashes, in any case, also in braces or as a URN; empty for any
   * other text.
   */
  public static Optional<UUID> findUuid(String text) {
    var form = text.trim().replaceFirst("(?i)^urn:uuid:", "").replaceAll("^\\{|\\}$", "");
    if (!UUID_FORM.matcher(form).matches()) {
      return Optional.empty();
    }
    var hex = form.replace("-", "");
    return Optional.of(
        new UUID(Long.parseUnsignedLong(hex, 0, 16, 16), Long.parseUnsignedLong(hex, 16, 32, 16)));
  }

  /**
   * {@code true/false}, {@code yes/no}, {@code on/off}, {@code t/f}, {@code y/n} or {@code 1/0}, in
   * any case.
   */
  public static boolean flag(String text) {
    var form = text.trim().toLowerCase(Locale.ROOT);
    if (!TRUE.contains(form) && !FALSE.contains(form)) {
      throw new IllegalArgumentException("value could not be parsed to a boolean");
    }
    return TRUE.contains(form);
  }
}
