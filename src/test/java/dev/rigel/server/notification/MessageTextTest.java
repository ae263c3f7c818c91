package dev.rigel.server.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.flow.FlowResponse;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.json.Json;
import dev.rigel.contract.notification.FlowRunNotificationPolicyResponse;
import dev.rigel.contract.notification.Placeholder;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.contract.state.StateType;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTextTest {
  private static final OffsetDateTime NOON = OffsetDateTime.parse("2022-11-23T12:00:00Z");
  private static final UUID RUN = UUID.fromString("00000000-0000-0000-0000-000000000001");
  private static final UUID FLOW = UUID.fromString("00000000-0000-0000-0000-000000000002");

  @Test
  void the_usual_text_names_run_state_time_and_address() {
    assertThat(message("http://host:4200/api", null).body())
        .isEqualTo(
            """

            Flow run weather/blue-fox entered state `Failed` at 2022-11-23T12:00:00+00:00.

            Flow ID: 00000000-0000-0000-0000-000000000002
            Flow run ID: 00000000-0000-0000-0000-000000000001
            Flow run URL: http://host:4200/flow-runs/flow-run/00000000-0000-0000-0000-000000000001
            State message: disk {full} $1
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://host/api", "http://host/api/", "http://host"})
  void the_page_is_where_the_api_is(String apiUrl) {
    assertThat(message(apiUrl, "{flow_run_url}").body())
        .isEqualTo("http://host/flow-runs/flow-run/" + RUN);
  }

  @Test
  void a_template_may_use_every_placeholder() {
    var template =
        Arrays.stream(Placeholder.values())
            .map(placeholder -> "{" + placeholder.key() + "}")
            .collect(Collectors.joining("|"));

    assertThat(message("http://host/api", template).body().split("\\|"))
        .hasSize(Placeholder.values().length)
        .doesNotContain("")
        .noneMatch(value -> value.startsWith("{flow_"))
        .contains("{\"day\":1}");
  }

  private static Message message(String apiUrl, String template) {
    var policy =
        new FlowRunNotificationPolicyResponse(
            UUID.randomUUID(), NOON, NOON, true, List.of(), List.of(), UUID.randomUUID(), template);
    var flow = new FlowResponse(FLOW, NOON, NOON, "weather", List.of());
    var state =
        new StateResponse(
            UUID.randomUUID(), StateType.FAILED, "Failed", NOON, "disk {full} $1", null, null);
    return new MessageText(apiUrl).of(policy, flow, run(), state);
  }

  private static FlowRunResponse run() {
    try {
      return Json.mapper()
          .readValue(
              "{\"id\":\"" + RUN + "\",\"name\":\"blue-fox\",\"parameters\":{\"day\":1}}",
              FlowRunResponse.class);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
