package dev.rigel.server.database;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A statement with names for what it is given; each has to be bound before it runs. */
public final class Statement {
  private final EntityManager entities;
  private final Database database;
  private final String text;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private boolean namesItsRows;

  Statement(EntityManager entities, Database database, String text) {
    this.entities = entities;
    this.database = database;
    this.text = text;
  }

  /**
   * Says what a name stands for.
   *
   * @param value a collection for {@code in (:name)}, of which an empty one matches nothing; a
   *     {@link Piece} of SQL; else a value. For a null, the statement has to tell its type: a
   *     column that is set does
   */
  public Statement bind(String name, @Nullable Object value) {
    values.put(name, value);
    return this;
  }

  /** Binds {@code :limit} and {@code :offset}. */
  public Statement slice(Slice slice) {
    return bind("limit", slice.limit()).bind("offset", slice.offset());
  }

  /**
   * Says that it finds its rows by their keys, or by the few that there are, whatever the values:
   * PostgreSQL need not plan it at each call. Without values this goes without saying.
   */
  public Statement byKey() {
    namesItsRows = true;
    return this;
  }

  /** Its rows, which have all columns of an entity. */
  @SuppressWarnings(
      "unchecked") // JPA's native queries are untyped; the class given is what they make
  public <T> List<T> list(Class<T> type) {
    var numbered = numbered();
    return numbered.bind(entities.createNativeQuery(numbered.sql(), type)).getResultList();
  }

  /** Its first row. */
  public <T> Optional<T> first(Class<T> type) {
    return list(type).stream().findFirst();
  }

  /** Its rows of single values. */
  public List<Row> rows() {
    List<?> rows = query().getResultList();
    return rows.stream().map(Row::of).toList();
  }

  /** The ids in its only column. */
  public List<UUID> ids() {
    return rows().stream().map(row -> row.id(0)).toList();
  }

  /** The number in its only row and column. */
  public int count() {
    return ((Number) query().getSingleResult()).intValue();
  }

  /** Changes rows and tells how many it met. */
  public int change() {
    return query().executeUpdate();
  }

  private Query query() {
    var numbered = numbered();
    return numbered.bind(entities.createNativeQuery(numbered.sql()));
  }

  private NumberedSql numbered() {
    return NumberedSql.of(
        database, namesItsRows || values.isEmpty() ? text : Plans.WITH_VALUES + text, values);
  }
}
