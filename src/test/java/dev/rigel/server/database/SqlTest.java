package dev.rigel.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.server.concurrencylimit.ConcurrencyLimit;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.ServerHarness;
import dev.rigel.server.settings.ServerSettings;
import jakarta.persistence.EntityManagerFactory;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TimeZone;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What both databases and both JPA providers make of the same texts. */
class SqlTest {
  private static final OffsetDateTime NOON = OffsetDateTime.parse("2022-12-01T12:00:00.123456Z");
  private static final UUID FIRST = UUID.fromString("10000000-0000-0000-0000-00000000000a");
  private static final UUID SECOND = UUID.fromString("f0000000-0000-0000-0000-00000000000b");

  private static final String INSERT =
      """
      insert into concurrency_limit (id, created, updated, tag, concurrency_limit)
      values (:id, :now, :now, :name, 1)
      """;

  static Stream<Arguments> everywhere() {
    return Arrays.stream(Database.values())
        .flatMap(
            database ->
                Arrays.stream(JpaProvider.values())
                    .map(provider -> Arguments.of(database, provider)));
  }

  private static void in(Database database, JpaProvider provider, Consumer<Sql> work) {
    try (var server = ServerHarness.on(database, provider);
        var entities = server.get(EntityManagerFactory.class).createEntityManager()) {
      var sql = new Sql();
      sql.entities = entities;
      sql.settings = server.get(ServerSettings.class);
      entities.getTransaction().begin();
      insert(sql, FIRST, "one");
      insert(sql, SECOND, "two");
      work.accept(sql);
      entities.getTransaction().rollback();
    }
  }

  private static void insert(Sql sql, UUID id, String name) {
    sql.of(INSERT).bind("id", id).bind("now", NOON).bind("name", name).change();
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void a_list_is_looked_for_and_an_empty_one_matches_nothing(Database on, JpaProvider with) {
    in(
        on,
        with,
        sql -> {
          var select = "select id from concurrency_limit where id in (:ids) and tag in (:names)";
          var names = List.of("one", "two", "three");

          assertThat(sql.of(select).bind("ids", List.of(SECOND, FIRST)).bind("names", names).ids())
              .containsExactlyInAnyOrder(FIRST, SECOND);
          assertThat(sql.of(select).bind("ids", List.of()).bind("names", names).ids()).isEmpty();
          assertThat(sql.of(select).bind("ids", List.of(FIRST)).bind("names", List.of()).ids())
              .isEmpty();
        });
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void a_long_list_finds_what_a_short_one_does(Database on, JpaProvider with) {
    in(
        on,
        with,
        sql -> {
          var odd = "a,b {\"c\"} '\\\\ null? é👋";
          insert(sql, UUID.randomUUID(), odd);
          insert(sql, UUID.randomUUID(), "null");
          var ids = padded(UUID::randomUUID, List.of(SECOND, FIRST));
          var names = padded(() -> UUID.randomUUID().toString(), List.of("two", odd));

          assertThat(
                  sql.of("select id from concurrency_limit where id in (:ids) and tag in (:names)")
                      .bind("ids", ids)
                      .bind("names", names)
                      .ids())
              .containsExactly(SECOND);
          assertThat(tags(sql, Condition.in("tag", names))).containsExactlyInAnyOrder("two", odd);
          assertThat(tags(sql, Condition.notIn("tag", names)))
              .containsExactlyInAnyOrder("one", "null");
          assertThat(tags(sql, Condition.in("id", ids))).containsExactlyInAnyOrder("one", "two");
          assertThat(tags(sql, Condition.notIn("id", ids))).containsExactlyInAnyOrder(odd, "null");
          assertThat(
                  sql.of("update concurrency_limit set concurrency_limit = 2 where id in (:ids)")
                      .byKey()
                      .bind("ids", ids)
                      .change())
              .isEqualTo(2);
          var starts = padded(() -> UUID.randomUUID() + "%", List.of("TW%"));
          assertThat(tags(sql, Condition.ofAny(on, "upper(tag) like ? escape ''", starts)))
              .containsExactly("two");
          assertThat(tags(sql, Condition.ofAll(on, "tag <> ?", names)))
              .containsExactlyInAnyOrder("one", "null");
        });
  }

  /** Among 500 others. */
  private static <T> List<T> padded(Supplier<T> others, List<T> values) {
    var padded = new ArrayList<T>(Stream.generate(others).limit(500).toList());
    padded.addAll(250, values);
    return padded;
  }

  private static List<String> tags(Sql sql, Condition fits) {
    return sql
        .of("select tag from concurrency_limit where :fits")
        .bind("fits", fits)
        .rows()
        .stream()
        .map(row -> row.text(0))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void rows_of_one_column_and_of_several(Database on, JpaProvider with) {
    in(
        on,
        with,
        sql -> {
          var one =
              sql.of("select count(*), tag, id from concurrency_limit group by id, tag").rows();
          assertThat(one).hasSize(2);
          assertThat(one.get(0).number(0).intValue()).isEqualTo(1);
          assertThat(one).extracting(row -> row.text(1)).containsExactlyInAnyOrder("one", "two");
          assertThat(one).extracting(row -> row.id(2)).containsExactlyInAnyOrder(FIRST, SECOND);
          assertThat(sql.of("select tag from concurrency_limit order by tag desc").rows())
              .extracting(row -> row.text(0))
              .containsExactly("two", "one");
          assertThat(sql.of("select count(*) from concurrency_limit").count()).isEqualTo(2);
        });
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void entities_of_a_page(Database on, JpaProvider with) {
    in(
        on,
        with,
        sql -> {
          var page =
              """
              select s.*
                from concurrency_limit s
               where :fits
               order by :order
               limit :limit
              offset :offset
              """;
          var statement =
              sql.of(page)
                  .bind("fits", Condition.of("s.tag = ? or s.tag = ?", "one", "two"))
                  .bind("order", Piece.of("s.tag desc"))
                  .slice(new Slice(1, 1));

          assertThat(statement.list(ConcurrencyLimit.class))
              .extracting(Stored::id)
              .containsExactly(FIRST);
          assertThat(statement.first(ConcurrencyLimit.class)).map(Stored::created).contains(NOON);
        });
  }

  /** An hour that comes twice where the server is, in whole microseconds. */
  @ParameterizedTest
  @MethodSource("everywhere")
  void times_are_read_as_they_were_written(Database on, JpaProvider with) {
    var home = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
    try {
      in(
          on,
          with,
          sql -> {
            for (var time : List.of("2022-11-06T05:30:00.123456Z", "2022-11-06T06:30:00.123456Z")) {
              sql.of("update concurrency_limit set created = :time where id = :id")
                  .bind("time", OffsetDateTime.parse(time))
                  .bind("id", FIRST)
                  .change();
              var row =
                  sql.of(
                          """
                          select l.created, q.last_polled
                            from concurrency_limit l
                            left join work_queue q on q.id = l.id
                           where l.id = :id
                          """)
                      .bind("id", FIRST)
                      .rows()
                      .get(0);
              assertThat(row.timeOrNull(0)).hasToString(time);
              assertThat(row.timeOrNull(1)).isNull();
            }
          });
    } finally {
      TimeZone.setDefault(home);
    }
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void nulls_of_every_type(Database on, JpaProvider with) {
    in(
        on,
        with,
        sql -> {
          var insert =
              """
              insert into work_queue (id, created, updated, name, description, is_paused, concurrency_limit, filter, last_polled)
              values (:id, :now, :now, 'q', '', false, :limit, :filter, :polled)
              """;
          sql.of(insert)
              .bind("id", FIRST)
              .bind("now", NOON)
              .bind("limit", null)
              .bind("filter", null)
              .bind("polled", null)
              .change();
          var log =
              """
              insert into log (id, created, updated, name, level, message, timestamp, flow_run_id, task_run_id)
              values (:id, :now, :now, '', 0, '', :now, :id, :task)
              """;
          sql.of(log).bind("id", FIRST).bind("now", NOON).bind("task", null).change();

          assertThat(
                  sql.of("select count(*) from work_queue where concurrency_limit is null").count())
              .isEqualTo(1);
          assertThat(
                  sql.of("update work_queue set last_polled = :now where last_polled is null")
                      .bind("now", NOON)
                      .change())
              .isEqualTo(1);
          assertThat(sql.of("select task_run_id from log").ids()).containsExactly((UUID) null);
        });
  }
}
