package dev.rigel.server.database;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A piece of SQL that is true or false. */
public record Condition(String sql, List<?> arguments) implements Piece {
  /** Always true. */
  public static final Condition TRUE = new Condition("1 = 1", List.of());

  private static final Condition FALSE = new Condition("1 = 0", List.of());

  /** A condition with its arguments. */
  public static Condition of(String sql, Object... arguments) {
    return new Condition(sql, List.of(arguments));
  }

  /** A column's value is in the list; an empty list matches nothing. */
  public static Condition in(String column, List<?> values) {
    return values.isEmpty() ? FALSE : of(column + " in (?)", List.copyOf(values));
  }

  /** A column's value is not in the list. */
  public static Condition notIn(String column, List<?> values) {
    return values.isEmpty() ? TRUE : of(column + " not in (?)", List.copyOf(values));
  }

  /**
   * One at least of some texts makes a condition true; none is false.
   *
   * @param sql with a question mark for the text
   */
  public static Condition ofAny(Database database, String sql, List<String> texts) {
    if (LongList.is(texts)) {
      return new LongList(database, texts).any(sql);
    }
    return texts.isEmpty() ? FALSE : any(texts.stream().map(text -> of(sql, text)).toList());
  }

  /** The same where each of them has to. */
  public static Condition ofAll(Database database, String sql, List<String> texts) {
    if (LongList.is(texts)) {
      var other = new LongList(database, texts).any("not " + sql);
      return new Condition("not " + other.sql, other.arguments);
    }
    return all(texts.stream().map(text -> of(sql, text)).toList());
  }

  /** All of them; none is true. */
  public static Condition all(List<Condition> conditions) {
    return joined(conditions, " and ");
  }

  /** One of them; none is true, as an operator without operands demands nothing. */
  public static Condition any(List<Condition> conditions) {
    return joined(conditions, " or ");
  }

  /** Both. */
  public Condition and(Condition other) {
    return all(List.of(this, other));
  }

  /** This is false, or undecided for a null. */
  public Condition isNotTrue() {
    return new Condition("(" + sql + ") is not true", arguments);
  }

  /** There is a row in a table, under an alias, that satisfies this. */
  public Condition exists(String from) {
    return new Condition("exists (select 1 from " + from + " where " + sql + ")", arguments);
  }

  private static Condition joined(List<Condition> conditions, String word) {
    if (conditions.isEmpty()) {
      return TRUE;
    }
    var sql = conditions.stream().map(Condition::sql).collect(Collectors.joining(word, "(", ")"));
    var arguments = new ArrayList<Object>();
    conditions.forEach(c -> arguments.addAll(c.arguments));
    return new Condition(sql, arguments);
  }
}
