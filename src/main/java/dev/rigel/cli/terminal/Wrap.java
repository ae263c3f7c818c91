package dev.rigel.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Breaks lines between words; a word that is longer than a line is broken where the line ends. */
final class Wrap {
  private static final Pattern WORD = Pattern.compile("\\s*\\S+\\s*");

  private Wrap() {}

  static List<String> lines(String line, int columns) {
    if (Widths.of(line) <= columns) {
      return List.of(line);
    }
    var lines = new ArrayList<String>();
    var current = new StringBuilder();
    var words = WORD.matcher(line);
    while (words.find()) {
      var word = words.group();
      if (Widths.of(current + word.stripTrailing()) > columns) {
        end(current, lines);
        word = folded(word, columns, lines);
      }
      current.append(word);
    }
    end(current, lines);
    return lines;
  }

  private static String folded(String word, int columns, List<String> lines) {
    var rest = word;
    while (Widths.of(rest.stripTrailing()) > columns) {
      var head = Widths.head(rest, Math.max(columns, 2));
      lines.add(head);
      rest = rest.substring(head.length());
    }
    return rest;
  }

  private static void end(StringBuilder current, List<String> lines) {
    if (!current.isEmpty()) {
      lines.add(current.toString());
      current.setLength(0);
    }
  }
}
