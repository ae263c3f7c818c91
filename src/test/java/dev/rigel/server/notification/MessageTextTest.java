package dev.rigel.server.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.flow.FlowResponseBuilder;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.json.Json;
import dev.rigel.contract.notification.FlowRunNotificationPolicyResponseBuilder;
import dev.rigel.contract.notification.Placeholder;
import dev.rigel.contract.state.StateResponseBuilder;
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
    assertThat(message("http://host:4200", null).body())
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
  @ValueSource(strings = {"http://host", "http://host/"})
  void the_page_is_below_its_address(String url) {
    assertThat(message(url, "{flow_run_url}").body())
        .isEqualTo("http://host/flow-runs/flow-run/" + RUN);
  }

  @Test
  void a_template_may_use_every_placeholder() {
    var template =
        Arrays.stream(Placeholder.values())
            .map(placeholder -> "{" + placeholder.key() + "}")
            .collect(Collectors.joining("|"));

    assertThat(message("http://host", template).body().split("\\|"))
        .hasSize(Placeholder.values().length)
        .doesNotContain("")
        .noneMatch(value -> value.startsWith("{flow_"))
        .contains("{\"day\":1}");
  }

  private static Message message(String url, String template) {
    var policy =
        FlowRunNotificationPolicyResponseBuilder.builder()
            .id(UUID.randomUUID())
            .created(NOON)
            .updated(NOON)
            .isActive(true)
            .stateNames(List.of())
            .tags(List.of())
            .blockDocumentId(UUID.randomUUID())
            .messageTemplate(template)
            .build();
    var flow =
        FlowResponseBuilder.builder()
            .id(FLOW)
            .created(NOON)
            .updated(NOON)
            .name("weather")
            .tags(List.of())
            .build();
    var state =
        StateResponseBuilder.builder()
            .id(UUID.randomUUID())
            .type(StateType.FAILED)
            .name("Failed")
            .timestamp(NOON)
            .message("disk {full} $1")
            .build();
    return new MessageText(url).of(policy, flow, run(), state);
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
