package dev.rigel.server.database;

import static dev.rigel.contract.setting.Settings.DEFAULT_LIMIT;

import dev.rigel.contract.json.FieldError;
import dev.rigel.contract.query.Page;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.settings.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Runs statements that are made of conditions, inside the caller's transaction. */
@ApplicationScoped
public class Rows {
  @Inject EntityManager entities;
  @Inject ServerSettings settings;

  /** A page of entities: {@code from} with its alias, {@code orderBy} of our own making. */
  public <T> List<T> page(Class<T> type, String from, Condition where, String orderBy, Page page) {
    var limit = limit(page.limit());
    var offset = offset(page.offset());
    var sql =
        "select "
            + alias(from)
            + ".* from "
            + from
            + " where "
            + where.sql()
            + " order by "
            + orderBy
            + " limit "
            + limit
            + " offset "
            + offset;
    return list(type, sql, where.arguments());
  }

  /** How many rows there are. */
  public int count(String from, Condition where) {
    var query =
        entities.createNativeQuery(
            numbered("select count(*) from " + from + " where " + where.sql()));
    return ((Number) bound(query, where.arguments()).getSingleResult()).intValue();
  }

  /** Entities of a statement of our own making. */
  @SuppressWarnings(
      "unchecked") // JPA's native queries are untyped; the class given is what they make
  public <T> List<T> list(Class<T> type, String sql, List<?> arguments) {
    return bound(entities.createNativeQuery(numbered(sql), type), arguments).getResultList();
  }

  /** Rows of scalars. */
  @SuppressWarnings("unchecked") // several columns always come as arrays
  public List<Object[]> scalars(String sql, List<?> arguments) {
    return bound(entities.createNativeQuery(numbered(sql)), arguments).getResultList();
  }

  /** Runs a change and tells how many rows it met. */
  public int change(String sql, Object... arguments) {
    return bound(entities.createNativeQuery(numbered(sql)), Arrays.asList(arguments))
        .executeUpdate();
  }

  /**
   * Statements of this transaction may run for as long as they need: for deletes that meet a
   * million rows.
   */
  public void takeTheirTime() {
    Database.of(settings).withoutTimeLimit().ifPresent(this::change);
  }

  /** The page size asked for; 422 if it is out of range. */
  public int limit(Integer asked) {
    var most = settings.get(DEFAULT_LIMIT);
    var limit = asked == null ? most : asked;
    if (limit > most) {
      throw Problem.invalid("Invalid limit: must be less than or equal to " + most + ".");
    }
    if (limit < 0) {
      throw Problem.invalid("Invalid limit: must be greater than or equal to 0.");
    }
    return limit;
  }

  /** The rows to skip; 422 if negative. */
  public static int offset(Integer asked) {
    if (asked != null && asked < 0) {
      var error =
          new FieldError(
              List.of("body", "offset"),
              "ensure this value is greater than or equal to 0",
              "value_error.number.not_ge",
              Map.of("limit_value", 0));
      throw Problem.invalid(List.of(error), null);
    }
    return asked == null ? 0 : asked;
  }

  private static String alias(String from) {
    return from.substring(from.lastIndexOf(' ') + 1);
  }

  private static Query bound(Query query, List<?> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      query.setParameter(i + 1, arguments.get(i));
    }
    return query;
  }

  /** JPA numbers its parameters; our SQL has no other question marks. */
  private static String numbered(String sql) {
    var numbered = new StringBuilder();
    var next = 1;
    for (var c : sql.toCharArray()) {
      numbered.append(c);
      if (c == '?') {
        numbered.append(next++);
      }
    }
    return numbered.toString();
  }
}
