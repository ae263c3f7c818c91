package dev.rigel.server.notification;

import dev.rigel.contract.flow.FlowResponse;
import dev.rigel.contract.flow.FlowResponseBuilder;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.flowrun.FlowRunResponseBuilder;
import dev.rigel.contract.json.Scalars;
import dev.rigel.contract.notification.FlowRunNotificationPolicyResponse;
import dev.rigel.contract.notification.MessageTemplate;
import dev.rigel.contract.notification.Placeholder;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.contract.state.StateResponseBuilder;
import dev.rigel.contract.state.StateType;
import dev.rigel.server.database.Columns;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts a run's facts into the policy's template, or into the usual one. */
final class MessageText {
  private static final String SUBJECT = "Prefect flow run notification";

  private static final String USUAL =
      """

      Flow run {flow_name}/{flow_run_name} entered state `{flow_run_state_name}` at {flow_run_state_timestamp}.

      Flow ID: {flow_id}
      Flow run ID: {flow_run_id}
      Flow run URL: {flow_run_url}
      State message: {flow_run_state_message}
      """;

  private static final UUID NOTHING = new UUID(0, 0);

  private final String pageUrl;

  /** With the address below which the pages are. */
  MessageText(String pageUrl) {
    this.pageUrl = pageUrl.replaceFirst("/+$", "");
  }

  /** The message of a policy about a run that entered a state. */
  Message of(
      FlowRunNotificationPolicyResponse policy,
      FlowResponse flow,
      FlowRunResponse run,
      StateResponse state) {
    var values = new LinkedHashMap<String, String>();
    for (var placeholder : Placeholder.values()) {
      values.put(placeholder.key(), value(placeholder, policy, flow, run, state));
    }
    return new Message(SUBJECT, body(policy.messageTemplate(), values), values);
  }

  /** The same about a run that does not exist. */
  Message ofExample(FlowRunNotificationPolicyResponse policy, OffsetDateTime now) {
    var flow = FlowResponseBuilder.builder().id(NOTHING).name("example-flow").build();
    var run =
        FlowRunResponseBuilder.builder()
            .id(NOTHING)
            .name("example-run")
            .parameters(Map.of())
            .build();
    var state =
        StateResponseBuilder.builder()
            .type(StateType.COMPLETED)
            .name("Completed")
            .timestamp(now)
            .message("This is a test; no run has entered this state.")
            .build();
    return of(policy, flow, run, state);
  }

  private String value(
      Placeholder placeholder,
      FlowRunNotificationPolicyResponse policy,
      FlowResponse flow,
      FlowRunResponse run,
      StateResponse state) {
    return switch (placeholder) {
      case FLOW_RUN_NOTIFICATION_POLICY_ID -> policy.id().toString();
      case FLOW_ID -> flow.id().toString();
      case FLOW_NAME -> flow.name();
      case FLOW_RUN_URL -> pageUrl + "/flow-runs/flow-run/" + run.id();
      case FLOW_RUN_ID -> run.id().toString();
      case FLOW_RUN_NAME -> run.name();
      case FLOW_RUN_PARAMETERS -> Columns.json(run.parameters());
      case FLOW_RUN_STATE_TYPE -> state.type().name();
      case FLOW_RUN_STATE_NAME -> state.name();
      case FLOW_RUN_STATE_TIMESTAMP -> Scalars.text(state.timestamp());
      case FLOW_RUN_STATE_MESSAGE -> state.message() == null ? "" : state.message();
    };
  }

  private static String body(@Nullable String template, Map<String, String> values) {
    var given = template == null || template.isEmpty() ? USUAL : template;
    return MessageTemplate.fill(given, values);
  }
}
