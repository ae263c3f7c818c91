package dev.rigel.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An object laid out for reading: on one line where it fits, else one member per line, four columns
 * deeper.
 */
public final class Dump {
  private static final String INDENT = "    ";

  private final String open;
  private final String close;
  private final List<Member> members;

  /** A value, with its key where it has one: {@code 'key': } or {@code name=}. */
  private record Member(String key, Dump value) {
    String inline() {
      return key + value.inline();
    }
  }

  private Dump(String open, String close, List<Member> members) {
    this.open = open;
    this.close = close;
    this.members = members;
  }

  /** A name that stands for itself, such as {@code StateType.RUNNING}. */
  public static Dump word(String word) {
    return new Dump(word, "", List.of());
  }

  /** An object with fields, none yet: {@code Name()}. */
  public static Dump object(String name) {
    return new Dump(name + "(", ")", new ArrayList<>());
  }

  /** Adds a field unless it has its default, which the reader knows. */
  public Dump field(String name, @Nullable Object value, @Nullable Object usual) {
    if (!Objects.equals(value, usual)) {
      members.add(new Member(name + "=", of(value)));
    }
    return this;
  }

  /** Adds a field unless it is null. */
  public Dump field(String name, @Nullable Object value) {
    return field(name, value, null);
  }

  /** Maps, lists, dumps, and anything {@link PythonText} knows. */
  public static Dump of(@Nullable Object value) {
    if (value instanceof Dump dump) {
      return dump;
    }
    if (value instanceof Map<?, ?> map) {
      var members = new ArrayList<Member>();
      map.forEach((k, v) -> members.add(new Member(PythonText.of(k) + ": ", of(v))));
      return new Dump("{", "}", members);
    }
    if (value instanceof List<?> list) {
      return new Dump("[", "]", list.stream().map(v -> new Member("", of(v))).toList());
    }
    return word(PythonText.of(value));
  }

  /** On one line, however long. */
  public String inline() {
    return open + String.join(", ", members.stream().map(Member::inline).toList()) + close;
  }

  /** In lines that fit into the width where they can be broken. */
  String laidOut(int width) {
    var lines = new ArrayList<String>();
    layOut("", "", "", width, lines);
    return String.join("\n", lines);
  }

  private void layOut(String before, String indent, String after, int width, List<String> lines) {
    var line = before + inline();
    if (members.isEmpty() || Widths.of(line) <= width) {
      lines.add(line + after);
      return;
    }
    lines.add(before + open);
    // the reference keeps room for a comma and a space after every member, the last one too
    var room = indent.isEmpty() ? width - 2 : width;
    for (int i = 0; i < members.size(); i++) {
      var deeper = indent + INDENT;
      var comma = i < members.size() - 1 ? "," : "";
      members.get(i).value().layOut(deeper + members.get(i).key(), deeper, comma, room, lines);
    }
    lines.add(indent + close + after);
  }
}
