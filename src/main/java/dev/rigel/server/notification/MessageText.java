package dev.rigel.server.notification;

import dev.rigel.contract.flow.FlowResponse;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.json.Scalars;
import dev.rigel.contract.notification.FlowRunNotificationPolicyResponse;
import dev.rigel.contract.notification.MessageTemplate;
import dev.rigel.contract.notification.Placeholder;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.server.database.Columns;
import java.util.LinkedHashMap;
import java.util.Map;
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
