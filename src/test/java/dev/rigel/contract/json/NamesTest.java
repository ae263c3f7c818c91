package dev.rigel.contract.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "day; night",
        "a?b",
        "a#b",
        "é €",
        "{a}",
        "a|b",
        "\"q\"",
        " x ",
        "...",
        "x",
        "a+b"
      })
  void what_an_address_can_hold_is_allowed(String name) {
    assertThat(Names.problem(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "50%", "a&b", "<", ">"})
  void the_references_list_is_refused_in_its_words(String name) {
    assertThat(Names.problem(name))
        .hasValue(
            "Name '"
                + name
                + "' contains an invalid character. Must not contain any of: ['/', '%', '&', '>', '<'].");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\\b", ".", ".."})
  void what_some_server_cannot_be_asked_for_is_refused(String name) {
    assertThat(Names.problem(name)).isPresent();
    assertThatThrownBy(() -> Names.checkTag("tag", name)).isInstanceOf(BodyReader.Invalid.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "50%", "a&b", "<", ">"})
  void tags_are_freer_than_names(String tag) {
    Names.checkTag("tag", tag);
  }

  @Test
  void a_name_has_a_longest_length_in_bytes() {
    assertThat(Names.problem("n".repeat(Longest.NAME))).isEmpty();
    assertThat(Names.problem("n".repeat(Longest.NAME + 1))).isPresent();
    assertThat(Names.problem("€".repeat(Longest.NAME / 3))).isEmpty();
    assertThat(Names.problem("€".repeat(Longest.NAME / 3 + 1))).isPresent();
  }
}
