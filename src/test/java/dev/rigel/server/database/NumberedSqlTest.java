package dev.rigel.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NumberedSqlTest {

  private static String sql(String text, Map<String, Object> values) {
    return NumberedSql.of(text, values).sql();
  }

  @Test
  void each_mention_of_a_name_is_an_argument_of_its_own() {
    var numbered = NumberedSql.of("a = :a and b = :b_2 or :a > 1", Map.of("a", 1, "b_2", "x"));

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
        NumberedSql.of("x = :x and :either and y = :y", Map.of("x", 0, "either", either, "y", 3));

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
