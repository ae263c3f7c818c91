package dev.rigel.it;

import static dev.rigel.contract.attention.TroubleKind.deployment_failing;
import static dev.rigel.contract.attention.TroubleKind.no_agent;
import static dev.rigel.contract.attention.TroubleKind.notifications_given_up;
import static dev.rigel.contract.attention.TroubleKind.queue_full;
import static dev.rigel.contract.state.StateType.CANCELLED;
import static dev.rigel.contract.state.StateType.COMPLETED;
import static dev.rigel.contract.state.StateType.FAILED;
import static dev.rigel.contract.state.StateType.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rigel.client.ApiClient;
import dev.rigel.contract.attention.AttentionApi;
import dev.rigel.contract.attention.Mention;
import dev.rigel.contract.attention.Trouble;
import dev.rigel.contract.attention.TroubleKind;
import dev.rigel.contract.json.Json;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.fixture.ScriptedApi;
import java.io.IOException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Troubles that are made, and read back from the deployed server. */
@OnServer
class AttentionIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  /** What waits since then comes before what other tests leave waiting. */
  private static final OffsetDateTime LONG_AGO = OffsetDateTime.parse("2000-01-01T00:00:00Z");

  /** More than other tests let fail in a row: of one kind twenty are told. */
  private static final int FAILURES = 12;

  private final ApiClient api;
  private final Http http;

  AttentionIT(Rigel rigel) {
    api = rigel.api();
    http = rigel.http();
  }

  @Test
  void a_full_queue_is_told_of_until_it_has_room() {
    var site = Site.limited(api, 1);
    var holder = site.dueRun();
    site.propose(holder.id(), RUNNING);
    var late = site.runDue(LONG_AGO);
    site.poll();
    await().atMost(SOON).until(() -> trouble(queue_full, site.queue.id()).isPresent());

    var trouble = trouble(queue_full, site.queue.id()).orElseThrow();

    assertThat(trouble.ids())
        .extracting(Mention::name)
        .containsExactly(site.queue.name(), holder.name());
    assertThat(trouble.since()).isEqualTo(LONG_AGO);
    assertThat(trouble.figures().late()).isEqualTo(1);
    site.propose(holder.id(), COMPLETED);
    assertThat(trouble(queue_full, site.queue.id())).isEmpty();
    end(late.id());
  }

  @Test
  void a_queue_that_nobody_polls_is_told_of() {
    var site = Site.unlimited(api);
    var run = site.runDue(LONG_AGO);
    assertThat(trouble(no_agent, site.queue.id())).isPresent();

    site.poll();

    assertThat(trouble(no_agent, site.queue.id())).isEmpty();
    end(run.id());
  }

  @Test
  void a_deployment_that_fails_again_and_again_is_told_of() {
    var site = Site.unlimited(api);
    for (int i = 0; i < FAILURES; i++) {
      var run = site.dueRun();
      site.propose(run.id(), RUNNING);
      site.propose(run.id(), StateCreate.of(FAILED, "disk full"));
    }

    var trouble = trouble(deployment_failing, site.deployment.id()).orElseThrow();

    assertThat(trouble.figures().count()).isEqualTo(FAILURES);
    assertThat(trouble.message()).isEqualTo("disk full");
    assertThat(trouble.ids().get(1).name()).isEqualTo(site.flow.name());
    var good = site.dueRun();
    site.propose(good.id(), RUNNING);
    site.propose(good.id(), COMPLETED);
    assertThat(trouble(deployment_failing, site.deployment.id())).isEmpty();
  }

  @Test
  void a_receiver_that_refuses_is_told_of() throws IOException {
    try (var receiver = new ScriptedApi().otherwise(404)) {
      var policy = policy(receiver.secretUrl());
      var site = Site.tagged(api, "refused");
      var run = site.dueRun();
      site.propose(run.id(), RUNNING);
      site.propose(run.id(), FAILED);
      await().atMost(SOON).until(() -> trouble(notifications_given_up, policy).isPresent());

      var trouble = trouble(notifications_given_up, policy).orElseThrow();

      assertThat(trouble.message()).isEqualTo("the receiver answered 404");
      assertThat(trouble.figures().count()).isEqualTo(1);
      http.send("DELETE", "/flow_run_notification_policies/" + policy, null);
      assertThat(trouble(notifications_given_up, policy)).isEmpty();
    }
  }

  @Test
  void of_one_run_it_is_told_why_it_waits_and_only_what_is_new_is_sent() {
    var site = Site.limited(api, 1);
    var holder = site.dueRun();
    site.propose(holder.id(), RUNNING);
    var run = site.dueRun();
    site.poll();
    var path = "/ui/attention?flow_run_id=" + run.id();

    var first = http.get(path);
    var tag = first.headers().firstValue("ETag").orElseThrow();
    var again = http.with("If-None-Match", tag).get(path);

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.json().at("/0/kind").asText()).isEqualTo("queue_full");
    assertThat(first.json().at("/0/ids/1/id").asText()).isEqualTo(holder.id().toString());
    assertThat(first.headers().firstValue("Cache-Control")).contains("no-cache");
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.text()).isEmpty();
    assertThat(again.headers().firstValue("ETag")).contains(tag);
    assertThat(http.with("Accept-Encoding", "gzip").get(path).headers().firstValue("ETag"))
        .contains(tag);
    site.propose(holder.id(), COMPLETED);
    var changed = http.with("If-None-Match", tag).get(path);
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.headers().firstValue("ETag").orElseThrow()).isNotEqualTo(tag);
    assertThat(http.get("/ui/attention?flow_run_id=" + UUID.randomUUID()).status()).isEqualTo(404);
    assertThat(http.get("/ui/attention?flow_run_id=x").status()).isEqualTo(422);
    end(run.id());
  }

  private Optional<Trouble> trouble(TroubleKind kind, UUID of) {
    return api.of(AttentionApi.class).list(null).stream()
        .filter(trouble -> trouble.kind() == kind && of.equals(trouble.ids().get(0).id()))
        .findFirst();
  }

  /** What waits since long ago would stand before what other tests look for. */
  private void end(UUID run) {
    api.flowRuns().cancel(run, true);
    assertThat(api.flowRuns().read(run).stateType()).isEqualTo(CANCELLED);
  }

  private UUID policy(String url) throws IOException {
    var type = http.get("/block_types/slug/webhook").json().get("id").textValue();
    var filter = Map.of("block_schemas", Map.of("block_type_id", Map.of("any_", List.of(type))));
    var schema = http.post("/block_schemas/filter", json(filter)).json().get(0).get("id");
    var document =
        Map.of(
            "data",
            Map.of("url", url),
            "block_schema_id",
            schema.textValue(),
            "block_type_id",
            type,
            "is_anonymous",
            true);
    var block = http.post("/block_documents/", json(document)).json().get("id").textValue();
    var policy =
        Map.of(
            "state_names", List.of("Failed"),
            "tags", List.of("refused"),
            "block_document_id", block);
    var made = http.post("/flow_run_notification_policies/", json(policy)).json();
    return UUID.fromString(made.get("id").textValue());
  }

  private static String json(Object body) throws IOException {
    return Json.mapper().writeValueAsString(body);
  }
}
