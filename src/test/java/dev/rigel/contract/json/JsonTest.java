package dev.rigel.contract.json;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTest {

  @Test
  void what_is_too_deep_to_be_sent_back_is_not_read() {
    assertThatThrownBy(() -> Json.mapper().readTree(nested(501)))
        .isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void what_was_read_can_be_sent_back_within_other_things() throws JsonProcessingException {
    Object value = Json.mapper().readTree(nested(500));
    for (int i = 0; i < 100; i++) {
      value = List.of(value);
    }
    var wrapped = value;

    assertThatCode(() -> Json.mapper().writeValueAsString(wrapped)).doesNotThrowAnyException();
  }

  private static String nested(int levels) {
    return "[".repeat(levels) + "]".repeat(levels);
  }
}
