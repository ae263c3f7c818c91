package dev.rigel.server.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rigel.contract.json.Json;
import dev.rigel.contract.query.Match;
import dev.rigel.contract.query.Operator;
import dev.rigel.server.platform.Database;
import dev.rigel.server.platform.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The operators of one field, each as a condition on a column (contract/rest-api.md, section 4).
 */
final class Operators {
  /**
   * PostgreSQL takes 65,535 arguments in a statement; a query with more than this many values in
   * one list is refused.
   */
  private static final int MOST_VALUES = 10_000;

  private final List<Condition> conditions = new ArrayList<>();
  private final Database database;
  private final String column;

  private Operators(Database database, String column) {
    this.database = database;
    this.column = column;
  }

  /** What a field demands of a column. */
  static Condition on(Database database, String column, Match match) {
    var operators = new Operators(database, column);
    return operators.read(match);
  }

  private Condition read(Match match) {
    if (match instanceof Match.Ids m) {
      return any(m.any()).combined(null);
    } else if (match instanceof Match.SomeIds m) {
      return any(m.any()).notAny(m.notAny()).combined(null);
    } else if (match instanceof Match.NullableIds m) {
      return any(m.any()).isNull(m.isNull()).combined(m.operator());
    } else if (match instanceof Match.Texts m) {
      return any(m.any()).combined(null);
    } else if (match instanceof Match.NullableTexts m) {
      return any(m.any()).isNull(m.isNull()).combined(m.operator());
    } else if (match instanceof Match.Names m) {
      return any(m.any()).like(m.like()).combined(null);
    } else if (match instanceof Match.Prefixes m) {
      return any(m.any()).startsWith(m.startsWith()).combined(null);
    } else if (match instanceof Match.Like m) {
      return like(m.like()).combined(null);
    } else if (match instanceof Match.Tags m) {
      return holdsAll(m.all()).isEmptyList(m.isNull()).combined(m.operator());
    } else if (match instanceof Match.All m) {
      return holdsAll(m.all()).combined(null);
    } else {
      return ofValues(match);
    }
  }

  private Condition ofValues(Match match) {
    if (match instanceof Match.StateTypes m) {
      return any(m.any() == null ? null : m.any().stream().map(Enum::name).toList()).combined(null);
    } else if (match instanceof Match.Times m) {
      return compare("<=", m.before()).compare(">=", m.after()).combined(null);
    } else if (match instanceof Match.NullableTimes m) {
      return compare("<=", m.before()).compare(">=", m.after()).isNull(m.isNull()).combined(null);
    } else if (match instanceof Match.Levels m) {
      return compare(">=", m.ge()).compare("<=", m.le()).combined(null);
    } else if (match instanceof Match.Equals m) {
      return compare("=", m.eq()).combined(null);
    }
    throw new IllegalStateException("no condition for " + match.getClass());
  }

  private Operators any(List<?> values) {
    return values == null ? this : add(Condition.in(column, bounded(values)));
  }

  private Operators notAny(List<?> values) {
    return values == null ? this : add(Condition.notIn(column, bounded(values)));
  }

  private static List<?> bounded(List<?> values) {
    if (values.size() > MOST_VALUES) {
      throw Problem.invalid("A filter takes at most " + MOST_VALUES + " values in a list.");
    }
    return values;
  }

  private Operators isNull(Boolean isNull) {
    return isNull == null
        ? this
        : add(Condition.of(column + (isNull ? " is null" : " is not null")));
  }

  /**
   * Wildcards of the caller stay wildcards, as in the reference; the backslash is no escape on
   * either database.
   */
  private Operators like(String text) {
    return text == null
        ? this
        : add(
            Condition.of(
                "lower(" + column + ") like ? escape ''",
                "%" + text.toLowerCase(Locale.ROOT) + "%"));
  }

  private Operators startsWith(List<String> prefixes) {
    if (prefixes == null) {
      return this;
    }
    var starts =
        bounded(prefixes).stream()
            .map(
                p ->
                    Condition.of(
                        "lower(" + column + ") like ? escape ''",
                        ((String) p).toLowerCase(Locale.ROOT) + "%"))
            .toList();
    return add(starts.isEmpty() ? Condition.in(column, List.of()) : Condition.any(starts));
  }

  private Operators holdsAll(List<String> elements) {
    if (elements == null) {
      return this;
    }
    bounded(elements);
    return add(
        Condition.all(
            elements.stream()
                .map(
                    e ->
                        Condition.of(database.contains(column), database.containsArgument(json(e))))
                .toList()));
  }

  private Operators isEmptyList(Boolean isEmpty) {
    return isEmpty == null ? this : add(Condition.of(column + (isEmpty ? " = '[]'" : " <> '[]'")));
  }

  private Operators compare(String operator, Object value) {
    return value == null ? this : add(Condition.of(column + " " + operator + " ?", value));
  }

  private Operators add(Condition condition) {
    conditions.add(condition);
    return this;
  }

  private Condition combined(Operator operator) {
    return operator == Operator.or_ ? Condition.any(conditions) : Condition.all(conditions);
  }

  private static String json(String text) {
    try {
      return Json.mapper().writeValueAsString(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a text is always JSON", e);
    }
  }
}
