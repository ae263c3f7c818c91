package dev.rigel.server.database;

import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** A statement as JPA wants it, with numbered question marks, and what they stand for. */
record NumberedSql(String sql, List<Object> arguments) {
  /** Texts, quoted names, comments and casts, in which a colon begins no name; and names. */
  private static final Pattern TOKEN =
      Pattern.compile("'[^']*'|\"[^\"]*\"|--.*|/\\*(?s:.*?)\\*/|::|:([a-z]\\w*)");

  private static final Pattern NOT_IN = Pattern.compile("(?i)\\bnot\\s+in\\s*\\(\\s*$");

  /**
   * Puts values in the place of names.
   *
   * @throws IllegalArgumentException for a name without value, a value without name, a {@code ?} or
   *     {@code #} in the text, which JPA providers take for a parameter wherever it stands, and
   *     {@code not in} an empty list, which SQL has no short way to say
   */
  static NumberedSql of(Database database, String text, Map<String, Object> values) {
    if (text.indexOf('?') >= 0 || text.indexOf('#') >= 0) {
      throw new IllegalArgumentException(
          "JPA takes ? and # for parameters, bind by :name: " + text);
    }
    var writer = new Writer(database, values);
    var token = TOKEN.matcher(text);
    var end = 0;
    while (token.find()) {
      writer.sql.append(text, end, token.start());
      end = token.end();
      if (token.group(1) == null) {
        writer.sql.append(token.group());
      } else {
        writer.name(token.group(1));
      }
    }
    writer.sql.append(text, end, text.length());
    if (!writer.unused.isEmpty()) {
      throw new IllegalArgumentException(
          "no :name (they begin in lower case) for " + writer.unused + " in: " + text);
    }
    return new NumberedSql(writer.sql.toString(), writer.arguments);
  }

  Query bind(Query query) {
    for (int i = 0; i < arguments.size(); i++) {
      query.setParameter(i + 1, arguments.get(i));
    }
    return query;
  }

  private static final class Writer {
    private final Database database;
    private final Map<String, Object> values;
    private final TreeSet<String> unused;
    private final StringBuilder sql = new StringBuilder();
    private final List<Object> arguments = new ArrayList<>();

    Writer(Database database, Map<String, Object> values) {
      this.database = database;
      this.values = values;
      unused = new TreeSet<>(values.keySet());
    }

    void name(String name) {
      if (!values.containsKey(name)) {
        throw new IllegalArgumentException(
            "nothing bound to :%s, but to %s, after: %s".formatted(name, values.keySet(), sql));
      }
      unused.remove(name);
      var value = values.get(name);
      if (value instanceof Condition condition) {
        sql.append('(');
        piece(condition);
        sql.append(')');
      } else if (value instanceof Piece piece) {
        piece(piece);
      } else {
        value(value);
      }
    }

    private void piece(Piece piece) {
      var given = piece.arguments().iterator();
      piece.sql().chars().forEach(c -> character((char) c, given));
    }

    private void character(char c, Iterator<?> given) {
      if (c == '?') {
        value(given.next());
      } else {
        sql.append(c);
      }
    }

    private void list(Collection<?> list) {
      if (list.isEmpty() && NOT_IN.matcher(sql).find()) {
        throw new IllegalArgumentException("not in an empty list: " + sql);
      }
      if (LongList.is(list)) {
        piece(new LongList(database, list));
        return;
      }
      var separator = "";
      for (var value : list) {
        sql.append(separator);
        single(value);
        separator = ", ";
      }
      if (list.isEmpty()) {
        sql.append("null");
      }
    }

    private void value(Object value) {
      if (value instanceof Collection<?> list) {
        list(list);
      } else {
        single(value);
      }
    }

    private void single(Object value) {
      arguments.add(value);
      sql.append('?').append(arguments.size());
    }
  }
}
