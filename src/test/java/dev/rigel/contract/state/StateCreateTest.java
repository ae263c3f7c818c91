package dev.rigel.contract.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.json.Json;
import dev.rigel.contract.json.StorableText;
import org.junit.jupiter.api.Test;

class StateCreateTest {
  @Test
  void a_message_of_any_client_is_taken_and_cut() throws Exception {
    var sent = "{\"type\": \"FAILED\", \"message\": \"" + "x".repeat(3_000_000) + "\"}";

    var state = Json.mapper().readValue(sent, StateCreate.class);

    assertThat(state.message()).hasSizeLessThanOrEqualTo(StorableText.LONGEST_MESSAGE);
  }

  @Test
  void a_message_of_our_own_can_always_be_stored() {
    assertThat(StateCreate.of(StateType.FAILED, "a\0b").message()).isEqualTo("a\uFFFDb");
    assertThat(StateCreate.of(StateType.FAILED, null).message()).isNull();
  }
}
