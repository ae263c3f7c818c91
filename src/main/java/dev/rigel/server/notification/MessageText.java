package dev.rigel.server.notification;

import dev.rigel.contract.flow.FlowResponse;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.json.Scalars;
import dev.rigel.contract.notification.FlowRunNotificationPolicyResponse;
import dev.rigel.contract.notification.MessageTemplate;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.server.database.Columns;
import java.util.LinkedHashMap;
import java.util.Map;

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

  /** With the address of the API, from which that of the page follows. */
  MessageText(String apiUrl) {
    pageUrl = apiUrl.replaceFirst("/+$", "").replaceFirst("/api$", "");
  }

  /** The message of a policy about a run that entered a state. */
  Message of(
      FlowRunNotificationPolicyResponse policy,
      FlowResponse flow,
      FlowRunResponse run,
      StateResponse state) {
    var values = new LinkedHashMap<String, String>();
    values.put("flow_run_notification_policy_id", policy.id().toString());
    values.put("flow_id", flow.id().toString());
    values.put("flow_name", flow.name());
    values.put("flow_run_url", pageUrl + "/flow-runs/flow-run/" + run.id());
    values.put("flow_run_id", run.id().toString());
    values.put("flow_run_name", run.name());
    values.put("flow_run_parameters", Columns.json(run.parameters()));
    values.put("flow_run_state_type", state.type().name());
    values.put("flow_run_state_name", state.name());
    values.put("flow_run_state_timestamp", Scalars.text(state.timestamp()));
    values.put("flow_run_state_message", state.message() == null ? "" : state.message());
    return new Message(SUBJECT, body(policy.messageTemplate(), values), values);
  }

  private static String body(String template, Map<String, String> values) {
    var given = template == null || template.isEmpty() ? USUAL : template;
    return MessageTemplate.fill(given, values);
  }
}
