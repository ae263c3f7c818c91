package dev.rigel.cli.terminal;

import dev.rigel.contract.json.PythonFloat;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values as Python writes them in source code, which is how the reference shows them. */
public final class PythonText {
  private PythonText() {}

  /** Between single quotes, or double ones where the text itself has single quotes only. */
  public static String quoted(String text) {
    var quote = text.contains("'") && !text.contains("\"") ? '"' : '\'';
    var quoted = new StringBuilder().append(quote);
    text.codePoints().forEach(c -> append(quoted, c, quote));
    return quoted.append(quote).toString();
  }

  private static void append(StringBuilder quoted, int character, char quote) {
    switch (character) {
      case '\n' -> quoted.append("\\n");
      case '\r' -> quoted.append("\\r");
      case '\t' -> quoted.append("\\t");
      case '\\' -> quoted.append("\\\\");
      default -> {
        if (character == quote) {
          quoted.append('\\').append(quote);
        } else if (isPrintable(character)) {
          quoted.appendCodePoint(character);
        } else {
          quoted.append(escape(character));
        }
      }
    }
  }

  private static boolean isPrintable(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> character == ' ';
      default -> true;
    };
  }

  private static String escape(int character) {
    if (character < 0x100) {
      return "\\x%02x".formatted(character);
    }
    return (character < 0x10000 ? "\\u%04x" : "\\U%08x").formatted(character);
  }

  /** Numbers, texts, truth values, times, durations; null is {@code None}. */
  public static String of(@Nullable Object value) {
    if (value == null) {
      return "None";
    }
    if (value instanceof Boolean truth) {
      return truth ? "True" : "False";
    }
    if (value instanceof Double || value instanceof Float) {
      return PythonFloat.repr(((Number) value).doubleValue());
    }
    if (value instanceof OffsetDateTime time) {
      return time(time);
    }
    if (value instanceof Duration duration) {
      return duration(duration);
    }
    return value instanceof String || value instanceof UUID
        ? quoted(value.toString())
        : value.toString();
  }

  private static String time(OffsetDateTime time) {
    var micros = time.getNano() / 1000;
    var offset = time.getOffset().equals(ZoneOffset.UTC) ? "+00:00" : time.getOffset().getId();
    return "DateTime(%d, %d, %d, %d, %d, %d%s, tzinfo=Timezone('%s'))"
        .formatted(
            time.getYear(),
            time.getMonthValue(),
            time.getDayOfMonth(),
            time.getHour(),
            time.getMinute(),
            time.getSecond(),
            micros == 0 ? "" : ", " + micros,
            offset);
  }

  private static String duration(Duration duration) {
    var micros = duration.toNanos() / 1000;
    var parts = new ArrayList<String>();
    add(parts, "days", Math.floorDiv(micros, 86_400_000_000L));
    add(parts, "seconds", Math.floorMod(micros, 86_400_000_000L) / 1_000_000);
    add(parts, "microseconds", Math.floorMod(micros, 1_000_000));
    return "datetime.timedelta(" + (parts.isEmpty() ? "0" : String.join(", ", parts)) + ")";
  }

  private static void add(List<String> parts, String name, long value) {
    if (value != 0) {
      parts.add(name + "=" + value);
    }
  }
}
