package dev.rigel.server.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rigel.contract.json.Json;
import dev.rigel.contract.query.Match;
import dev.rigel.contract.query.Operator;
import dev.rigel.server.database.Condition;
import dev.rigel.server.database.Database;
import dev.rigel.server.platform.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The operators of one field, each as a condition on a column. */
final class Operators implements Match.Column {
  /** A query with more values in one list is refused. */
  private static final int MOST_VALUES = 10_000;

  private final List<Condition> conditions = new ArrayList<>();
  private final Database database;
  private final String column;

  private Operators(Database database, String column) {
    this.database = database;
    this.column = column;
  }

  /** What a field demands of a column. */
  static Condition on(Database database, String column, Match.OfColumn match) {
    var operators = new Operators(database, column);
    match.ask(operators);
    return match.operator() == Operator.or_
        ? Condition.any(operators.conditions)
        : Condition.all(operators.conditions);
  }

  @Override
  public Operators any(@Nullable List<?> values) {
    return values == null ? this : add(Condition.in(column, bounded(values)));
  }

  @Override
  public Operators notAny(@Nullable List<?> values) {
    return values == null ? this : add(Condition.notIn(column, bounded(values)));
  }

  private static List<?> bounded(List<?> values) {
    if (values.size() > MOST_VALUES) {
      throw Problem.invalid("A filter takes at most " + MOST_VALUES + " values in a list.");
    }
    return values;
  }

  @Override
  public Operators isNull(@Nullable Boolean isNull) {
    return isNull == null
        ? this
        : add(Condition.of(column + (isNull ? " is null" : " is not null")));
  }

  /**
   * Wildcards of the caller stay wildcards, as in the reference; the backslash is no escape on
   * either database.
   */
  @Override
  public Operators like(@Nullable String text) {
    return text == null
        ? this
        : add(
            Condition.of(
                "lower(" + column + ") like ? escape ''",
                "%" + text.toLowerCase(Locale.ROOT) + "%"));
  }

  @Override
  public Operators startsWith(@Nullable List<String> prefixes) {
    if (prefixes == null) {
      return this;
    }
    bounded(prefixes);
    var starts = prefixes.stream().map(p -> p.toLowerCase(Locale.ROOT) + "%").toList();
    return add(Condition.ofAny(database, "lower(" + column + ") like ? escape ''", starts));
  }

  @Override
  public Operators holdsAll(@Nullable List<String> elements) {
    if (elements == null) {
      return this;
    }
    bounded(elements);
    var held = elements.stream().map(e -> database.containsArgument(json(e))).toList();
    return add(Condition.ofAll(database, database.contains(column), held));
  }

  @Override
  public Operators isEmptyList(@Nullable Boolean isEmpty) {
    return isEmpty == null ? this : add(Condition.of(column + (isEmpty ? " = '[]'" : " <> '[]'")));
  }

  @Override
  public Operators atMost(@Nullable Object value) {
    return compare("<=", value);
  }

  @Override
  public Operators atLeast(@Nullable Object value) {
    return compare(">=", value);
  }

  @Override
  public Operators is(@Nullable Object value) {
    return compare("=", value);
  }

  private Operators compare(String operator, @Nullable Object value) {
    return value == null ? this : add(Condition.of(column + " " + operator + " ?", value));
  }

  private Operators add(Condition condition) {
    conditions.add(condition);
    return this;
  }

  private static String json(String text) {
    try {
      return Json.mapper().writeValueAsString(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a text is always JSON", e);
    }
  }
}
