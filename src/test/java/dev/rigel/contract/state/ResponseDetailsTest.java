package dev.rigel.contract.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.json.Json;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ResponseDetailsTest {
  @Test
  void a_wait_says_seconds_for_those_who_know_no_better_and_milliseconds_beside_them()
      throws IOException {
    var wait = ResponseDetails.Wait.of(Duration.ofNanos(1_200_000_001), "soon");

    var json = Json.mapper().valueToTree(wait);

    assertThat(json.toString())
        .isEqualTo(
            "{\"type\":\"wait_details\",\"delay_seconds\":2,\"delay_milliseconds\":1201,"
                + "\"reason\":\"soon\"}");
    assertThat(read(json.toString())).isEqualTo(wait);
    assertThat(wait.delay()).isEqualTo(Duration.ofMillis(1_201));
  }

  @Test
  void a_wait_of_a_server_that_tells_seconds_lasts_these() throws IOException {
    var wait = read("{\"type\":\"wait_details\",\"delay_seconds\":2,\"reason\":null}");

    assertThat(wait.delay()).isEqualTo(Duration.ofSeconds(2));
  }

  private static ResponseDetails.Wait read(String json) throws IOException {
    return (ResponseDetails.Wait) Json.mapper().readValue(json, ResponseDetails.class);
  }
}
