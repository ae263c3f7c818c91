package dev.rigel.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rigel.contract.json.Json;
import dev.rigel.fixture.ScriptedApi;
import dev.rigel.server.notification.MailServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The deployed server sends by itself: its timer, its HTTP client and its Jakarta Mail. */
@OnServer
class NotificationsIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private final Rigel rigel;
  private final Http api;

  /** On every run and policy of this class; others' runs stay without. */
  private final String tag = "notifications-" + UUID.randomUUID();

  NotificationsIT(Rigel rigel) {
    this.rigel = rigel;
    api = rigel.http();
  }

  @Test
  void a_failed_run_is_told_to_a_webhook_to_slack_and_by_mail() throws IOException {
    try (var webhook = new ScriptedApi().otherwise(200);
        var slack = new ScriptedApi().otherwise(200);
        var mail = new MailServer("250 ok")) {
      var policies =
          List.of(
              policy(document("webhook", Map.of("url", webhook.secretUrl()))),
              policy(document("slack-webhook", Map.of("url", slack.secretUrl()))),
              policy(document("email", mailbox(mail.port()))));

      var run = run();
      fail(run);

      await().atMost(SOON).until(() -> webhook.calls().size() + slack.calls().size() == 2);
      await().atMost(SOON).until(() -> mail.mails().size() == 1);
      assertThat(webhook.calls().get(0).body())
          .contains("\"flow_run_state_message\":\"disk full\"");
      assertThat(
              Json.mapper().readTree(webhook.calls().get(0).body()).path("flow_run_url").asText())
          .isEqualTo(rigel.address() + "/flow-runs/flow-run/" + run);
      assertThat(slack.calls().get(0).body()).contains("entered state `Failed`", "disk full");
      assertThat(mail.mails().get(0))
          .contains("Subject: Prefect flow run notification", "disk full");
      policies.forEach(id -> made("DELETE", "/flow_run_notification_policies/" + id, null, 204));
    }
  }

  private static Map<String, Object> mailbox(int port) {
    return Map.of(
        "smtp_server", "127.0.0.1",
        "smtp_port", port,
        "smtp_type", "insecure",
        "sender", "rigel@example.org",
        "recipients", List.of("someone@example.org"));
  }

  private String policy(String document) {
    return made(
        "POST",
        "/flow_run_notification_policies/",
        Map.of(
            "state_names", List.of("Failed"), "tags", List.of(tag), "block_document_id", document),
        201);
  }

  private String document(String slug, Map<String, Object> data) {
    var type = api.get("/block_types/slug/" + slug).json().get("id").textValue();
    var filter = Map.of("block_schemas", Map.of("block_type_id", Map.of("any_", List.of(type))));
    var schema =
        api.post("/block_schemas/filter", json(filter)).json().get(0).get("id").textValue();
    return made(
        "POST",
        "/block_documents/",
        Map.of(
            "data", data, "block_schema_id", schema, "block_type_id", type, "is_anonymous", true),
        201);
  }

  private String run() {
    var flow = api.post("/flows/", json(Map.of("name", "told"))).json().get("id").textValue();
    return made("POST", "/flow_runs/", Map.of("flow_id", flow, "tags", List.of(tag)), 201);
  }

  private void fail(String run) {
    var state = Map.of("type", "FAILED", "message", "disk full");
    var answer = api.post("/flow_runs/" + run + "/set_state", json(Map.of("state", state)));
    assertThat(answer.json().get("status").textValue()).isEqualTo("ACCEPT");
  }

  /** The id of what was created, if anything was. */
  private String made(String method, String path, Object body, int status) {
    var answer = api.send(method, path, body == null ? null : json(body));
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    return body == null ? null : answer.json().get("id").textValue();
  }

  private static String json(Object value) {
    return Json.mapper().valueToTree(value).toString();
  }
}
