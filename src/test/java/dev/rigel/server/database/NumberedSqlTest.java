package dev.rigel.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NumberedSqlTest {
  private static NumberedSql numbered(String text, Map<String, Object> values) {
    return NumberedSql.of(Database.POSTGRESQL, text, values);
  }

  private static String sql(String text, Map<String, Object> values) {
    return numbered(text, values).sql();
  }

  @Test
  void each_mention_of_a_name_is_an_argument_of_its_own() {
    var numbered = numbered("a = :a and b = :b_2 or :a > 1", Map.of("a", 1, "b_2", "x"));

    assertThat(numbered.sql()).isEqualTo("a = ?1 and b = ?2 or ?3 > 1");
    assertThat(numbered.arguments()).containsExactly(1, "x", 1);
  }

  @Test
  void casts_texts_quoted_names_and_comments_hold_no_names() {
    var text =
        """
        select :a::text, cast('12:30' as time), 'it''s :a', a[1:2], "a:b" -- as :b says
          /* so does :c,
             'and :d */
         where x = :a\
        """;

    assertThat(sql(text, Map.of("a", 1)))
        .isEqualTo(
            """
            select ?1::text, cast('12:30' as time), 'it''s :a', a[1:2], "a:b" -- as :b says
              /* so does :c,
                 'and :d */
             where x = ?2\
            """);
  }

  @Test
  void a_list_becomes_as_many_arguments_and_an_empty_one_a_null() {
    assertThat(sql("in (:ids)", Map.of("ids", List.of(1, 2, 3)))).isEqualTo("in (?1, ?2, ?3)");
    assertThat(sql("in (:ids)", Map.of("ids", List.of()))).isEqualTo("in (null)");
  }

  @Test
  void a_long_list_is_one_argument_wherever_it_stands() {
    var ids = Stream.generate(UUID::randomUUID).limit(251).toList();
    var table = "select cast(v.x as uuid) from unnest(cast(?%d as varchar array)) v (x)";

    var numbered = numbered("a = :a and id in (:ids)", Map.of("a", 1, "ids", ids));
    assertThat(numbered.sql()).isEqualTo("a = ?1 and id in (" + table.formatted(2) + ")");
    assertThat(numbered.arguments()).hasSize(2);
    var filter = numbered(":fits", Map.of("fits", Condition.notIn("id", ids)));
    assertThat(filter.sql()).isEqualTo("(id not in (" + table.formatted(1) + "))");
    assertThat(filter.arguments()).hasSize(1);
    assertThat(numbered("in (:ids)", Map.of("ids", ids.subList(1, 251))).arguments()).hasSize(250);
    assertThatThrownBy(
            () ->
                sql(
                    ":in",
                    Map.of("in", Condition.in("n", new Random().ints(300).boxed().toList()))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Integer");
  }

  @Test
  void of_a_condition_on_each_of_many_values_they_are_one_argument() {
    var few = Condition.ofAny(Database.POSTGRESQL, "a like ?", List.of("x", "y"));
    assertThat(few.sql()).isEqualTo("(a like ? or a like ?)");
    var many = Stream.generate(() -> "x").limit(251).toList();

    assertThat(Condition.ofAny(Database.POSTGRESQL, "a like ?", many).sql())
        .isEqualTo(
            "exists (select 1 from unnest(cast(? as varchar array)) v (x) where a like v.x)");
    assertThat(Condition.ofAll(Database.POSTGRESQL, "a like ?", many).sql())
        .isEqualTo(
            "not exists (select 1 from unnest(cast(? as varchar array)) v (x) where not a like v.x)");
    assertThat(
            numbered(
                    ":fits", Map.of("fits", Condition.ofAll(Database.POSTGRESQL, "a like ?", many)))
                .arguments())
        .hasSize(1);
  }

  @Test
  void not_in_an_empty_list_is_refused_for_it_would_match_nothing() {
    assertThat(sql("not in (:ids)", Map.of("ids", List.of(1)))).isEqualTo("not in (?1)");
    assertThatThrownBy(() -> sql("where id NOT IN\n (:ids)", Map.of("ids", List.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NOT IN");
  }

  @Test
  void a_condition_brings_its_arguments_and_stays_whole() {
    var either = Condition.of("a = ? or b = ?", 1, 2);
    var numbered =
        numbered("x = :x and :either and y = :y", Map.of("x", 0, "either", either, "y", 3));

    assertThat(numbered.sql()).isEqualTo("x = ?1 and (a = ?2 or b = ?3) and y = ?4");
    assertThat(numbered.arguments()).containsExactly(0, 1, 2, 3);
  }

  @Test
  void another_piece_is_put_in_as_it_is() {
    assertThat(sql("order by :order", Map.of("order", Piece.of("name desc"))))
        .isEqualTo("order by name desc");
  }

  @Test
  void what_does_not_fit_together_is_refused() {
    assertThatThrownBy(() -> sql("a = :name", Map.of("nmae", 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(":name", "[nmae]");
    assertThatThrownBy(() -> sql("a = 1", Map.of("b", 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[b]");
    assertThatThrownBy(() -> sql("a = :Name", Map.of("Name", 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("[Name]", "lower case");
  }

  @Test
  void signs_that_jpa_providers_take_for_parameters_are_refused_wherever_they_stand() {
    for (var text : List.of("a = ?", "a = '?'", "a = 1 -- why?", "a #> b")) {
      assertThatThrownBy(() -> sql(text, Map.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("bind by :name");
    }
  }
}
