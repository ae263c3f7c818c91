package dev.rigel.contract.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class StorableTextTest {
  private static final String STAR = "\uD83C\uDF1F";
  private static final List<String> BAD =
      List.of("AB\0CD", "\uD83C", "a\uD83Cb", "\uDF1Fb", "\uDF1F\uD83C", STAR + "\uD83C");

  @Test
  void what_cannot_be_stored_becomes_the_replacement_character() {
    assertThat(StorableText.clean("AB\0CD")).isEqualTo("AB\uFFFDCD");
    assertThat(StorableText.clean("a\uD83Cb\uDF1F")).isEqualTo("a\uFFFDb\uFFFD");
    assertThat(StorableText.clean("\uD83C\uD83C\uDF1F")).isEqualTo("\uFFFD" + STAR);
  }

  @Test
  void a_clean_text_can_be_stored_and_comes_back_from_utf_8() {
    for (var bad : BAD) {
      assertThat(StorableText.isStorable(bad)).isFalse();
      var clean = StorableText.clean(bad);
      assertThat(StorableText.isStorable(clean)).isTrue();
      assertThat(new String(clean.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
          .isEqualTo(clean);
    }
  }

  @Test
  void what_can_be_stored_stays_as_it_is() {
    var text = "Grüße " + STAR + "\n";

    assertThat(StorableText.clean(text)).isSameAs(text);
  }

  @Test
  void a_cut_never_halves_a_character() {
    assertThat(StorableText.clean("abcd" + STAR, 5)).isEqualTo("abcd… (cut)");
    assertThat(StorableText.clean("abc" + STAR + "d", 5)).isEqualTo("abc" + STAR + "… (cut)");
    assertThat(StorableText.clean("abcde", 5)).isEqualTo("abcde");
  }

  @Test
  void a_long_message_loses_its_middle_and_is_cut_once() {
    var message = StorableText.message("first " + (STAR + "x").repeat(1_000_000) + " last\0");

    assertThat(message)
        .hasSizeLessThanOrEqualTo(StorableText.LONGEST_MESSAGE)
        .startsWith("first ")
        .contains("… (cut) …")
        .endsWith(" last\uFFFD");
    assertThat(StorableText.isStorable(message)).isTrue();
    assertThat(StorableText.message(message)).isSameAs(message);
  }
}
