package dev.rigel.server.block;

import dev.rigel.contract.json.PythonFloat;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

  private void value(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      object(map);
    } else if (value instanceof List<?> list) {
      array(list);
    } else if (value instanceof String text) {
      string(text);
    } else if (value instanceof Double || value instanceof Float) {
      out.append(PythonFloat.repr(((Number) value).doubleValue()));
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
}
