package dev.rigel.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrapTest {

  @Test
  void lines_break_between_words_and_keep_the_space() {
    assertThat(Wrap.lines("one two three", 8)).containsExactly("one two ", "three");
  }

  @Test
  void a_word_longer_than_a_line_is_broken_at_its_end() {
    assertThat(Wrap.lines("a 123456789", 4)).containsExactly("a ", "1234", "5678", "9");
  }

  @Test
  void short_lines_stay_as_they_are() {
    assertThat(Wrap.lines("", 4)).containsExactly("");
    assertThat(Wrap.lines("  a ", 4)).containsExactly("  a ");
  }
}
