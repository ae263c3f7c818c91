package dev.rigel.server.block;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * JSON as Python's {@code json.dumps(value, sort_keys=True)} writes it: ASCII only, keys sorted by
 * code point, a blank after comma and colon, floats as {@code repr} has them. Checksums that
 * clients compute in Python depend on every byte of it.
 */
final class PythonJson {
  private final StringBuilder out = new StringBuilder();

  private PythonJson() {}

  /** Maps with string keys, lists, strings, numbers, booleans and null, as text. */
  static String write(Object value) {
    var json = new PythonJson();
    json.value(value);
    return json.out.toString();
  }

  private void value(Object value) {
    if (value instanceof Map<?, ?> map) {
      object(map);
    } else if (value instanceof List<?> list) {
      array(list);
    } else if (value instanceof String text) {
      string(text);
    } else if (value instanceof Double || value instanceof Float) {
      out.append(repr(((Number) value).doubleValue()));
    } else {
      out.append(value);
    }
  }

  private void object(Map<?, ?> map) {
    var keys = new ArrayList<String>();
    map.keySet().forEach(key -> keys.add((String) key));
    keys.sort(PythonJson::byCodePoint);
    var separator = "{";
    for (var key : keys) {
      out.append(separator);
      string(key);
      out.append(": ");
      value(map.get(key));
      separator = ", ";
    }
    out.append(keys.isEmpty() ? "{}" : "}");
  }

  private void array(List<?> list) {
    out.append('[');
    for (Iterator<?> elements = list.iterator(); elements.hasNext(); ) {
      value(elements.next());
      out.append(elements.hasNext() ? ", " : "");
    }
    out.append(']');
  }

  private void string(String text) {
    out.append('"');
    text.chars().forEach(c -> character((char) c));
    out.append('"');
  }

  private void character(char c) {
    switch (c) {
      case '"', '\\' -> out.append('\\').append(c);
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\f' -> out.append("\\f");
      case '\b' -> out.append("\\b");
      default -> {
        if (c < ' ' || c > '~') {
          out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
        } else {
          out.append(c);
        }
      }
    }
  }

  /** Java compares UTF-16 units, which sorts U+1F600 before U+FF5E; Python does not. */
  private static int byCodePoint(String a, String b) {
    var left = a.codePoints().iterator();
    var right = b.codePoints().iterator();
    while (left.hasNext() && right.hasNext()) {
      var difference = Integer.compare(left.nextInt(), right.nextInt());
      if (difference != 0) {
        return difference;
      }
    }
    return Boolean.compare(left.hasNext(), right.hasNext());
  }

  /** The shortest text that reads back as the same number; {@code 1e+16}, {@code 1e-07}, 1.5. */
  static String repr(double number) {
    if (number == 0) {
      return 1 / number < 0 ? "-0.0" : "0.0";
    }
    var decimal = shortest(number);
    var exponent = decimal.precision() - decimal.scale() - 1;
    return exponent < -4 || exponent >= 16
        ? scientific(decimal, exponent)
        : plain(decimal.toPlainString());
  }

  /** {@link Double#toString} is not always the shortest before Java 19. */
  private static BigDecimal shortest(double number) {
    var exact = new BigDecimal(number);
    for (int digits = 1; digits < 17; digits++) {
      var context = digits;
      var nearest =
          Stream.of(RoundingMode.DOWN, RoundingMode.UP)
              .map(mode -> exact.round(new MathContext(context, mode)))
              .filter(candidate -> candidate.doubleValue() == number)
              .min((a, b) -> distance(a, exact).compareTo(distance(b, exact)));
      if (nearest.isPresent()) {
        return nearest.get().stripTrailingZeros();
      }
    }
    return exact.round(new MathContext(17, RoundingMode.HALF_EVEN)).stripTrailingZeros();
  }

  private static BigDecimal distance(BigDecimal a, BigDecimal b) {
    return a.subtract(b).abs();
  }

  private static String plain(String text) {
    return text.contains(".") ? text : text + ".0";
  }

  private static String scientific(BigDecimal decimal, int exponent) {
    var digits = decimal.unscaledValue().abs().toString();
    return (decimal.signum() < 0 ? "-" : "")
        + digits.charAt(0)
        + (digits.length() > 1 ? "." + digits.substring(1) : "")
        + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
  }
}
