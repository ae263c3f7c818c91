package dev.rigel.it;

import static dev.rigel.contract.state.StateType.COMPLETED;
import static dev.rigel.contract.state.StateType.PENDING;
import static dev.rigel.contract.state.StateType.RUNNING;
import static dev.rigel.contract.state.StateType.SCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rigel.client.ApiClient;
import dev.rigel.client.ApiException;
import dev.rigel.contract.deployment.DeploymentCreateBuilder;
import dev.rigel.contract.deployment.DeploymentFlowRunCreateBuilder;
import dev.rigel.contract.deployment.DeploymentUpdate;
import dev.rigel.contract.deployment.DeploymentUpdateBuilder;
import dev.rigel.contract.flow.FlowCreate;
import dev.rigel.contract.flow.FlowUpdate;
import dev.rigel.contract.query.CountQueryBuilder;
import dev.rigel.contract.query.FlowFilterBuilder;
import dev.rigel.contract.query.Match;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateType;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.openapitools.jackson.nullable.JsonNullable;

/** Flows and their deployments. */
@OnServer
class DeploymentsIT {
  private final ApiClient api;
  private final Http http;

  DeploymentsIT(Rigel rigel) {
    api = rigel.api();
    http = rigel.http();
  }

  @Test
  void a_flow_is_made_once_and_keeps_its_tags() {
    var name = Site.unique("flow");
    var first = api.flows().create(new FlowCreate(name, List.of("a")));

    var second = api.flows().create(new FlowCreate(name, List.of("b")));

    assertThat(second).isEqualTo(first);
    assertThat(api.flows().readByName(name).tags()).containsExactly("a");
  }

  @Test
  void a_flows_tags_can_be_changed() {
    var flow = api.flows().create(new FlowCreate(Site.unique("flow"), List.of("a")));

    api.flows().update(flow.id(), new FlowUpdate(List.of("b", "c")));

    assertThat(api.flows().read(flow.id()).tags()).containsExactly("b", "c");
  }

  @Test
  void a_deleted_flow_takes_deployments_and_runs_along() {
    var site = Site.unlimited(api);
    var run = site.dueRun();

    api.flows().delete(site.flow.id());

    notFound(() -> api.flows().read(site.flow.id()));
    notFound(() -> api.deployments().read(site.deployment.id()));
    notFound(() -> api.flowRuns().read(run.id()));
  }

  @Test
  void the_last_runs_of_deployments_come_in_one_call_and_are_sent_once() {
    var site = Site.unlimited(api);
    var ended = site.dueRun().id();
    site.propose(ended, StateType.PENDING);
    site.propose(ended, StateType.RUNNING);
    site.propose(ended, StateType.COMPLETED);
    var planned = site.runDue(Site.now().plusHours(1));
    var body = "{\"deployment_ids\": [\"%s\"], \"runs\": 5}".formatted(site.deployment.id());

    var first = http.post("/ui/deployments/latest", body);
    var again =
        http.with("If-None-Match", first.headers().firstValue("ETag").orElseThrow())
            .post("/ui/deployments/latest", body);

    assertThat(first.json()).hasSize(1);
    assertThat(first.json())
        .allSatisfy(
            latest -> {
              assertThat(latest.path("runs")).hasSize(1);
              assertThat(latest.at("/runs/0/id").asText()).isEqualTo(ended.toString());
              assertThat(latest.at("/runs/0/state_type").asText()).isEqualTo("COMPLETED");
              assertThat(OffsetDateTime.parse(latest.path("next").asText()))
                  .isEqualTo(planned.nextScheduledStartTime());
              assertThat(latest.path("usual_duration").isNull()).isTrue();
            });
    assertThat(again.status()).isEqualTo(304);
    assertThat(http.post("/ui/deployments/latest", "{\"runs\": 51}").status()).isEqualTo(422);
  }

  @Test
  void a_deployment_made_again_is_overwritten_field_by_field() {
    var site = Site.tagged(api, "old");
    var again =
        DeploymentCreateBuilder.builder()
            .name(site.deployment.name())
            .flowId(site.flow.id())
            .isScheduleActive(false)
            .parameters(Map.of("n", 5))
            .tags(List.of("new"))
            .description("described")
            .parameterOpenapiSchema(Map.of("type", "object"))
            .path("/srv")
            .version("2")
            .entrypoint("batch:job")
            .infraOverrides(Map.of("env.A", "b"))
            .build();

    var overwritten = api.deployments().create(again);

    assertThat(overwritten.id()).isEqualTo(site.deployment.id());
    assertThat(overwritten.created()).isEqualTo(site.deployment.created());
    assertThat(overwritten.tags()).containsExactly("new");
    assertThat(overwritten.workQueueName()).isNull();
    assertThat(overwritten.isScheduleActive()).isFalse();
    assertThat(overwritten.infraOverrides()).isEqualTo(Map.of("env.A", "b"));
    assertThat(api.deployments().read(site.deployment.id())).isEqualTo(overwritten);
  }

  /** As `prefect deployment apply` of version 2.6.9 sends it. */
  @Test
  void a_client_that_knows_no_policies_keeps_the_one_that_stands() {
    var flow = api.flows().create(new FlowCreate(Site.unique("flow"), List.of())).id();
    var stock =
        """
        {"name": "d", "flow_id": "%s", "is_schedule_active": true, "parameters": {}, "tags": [], "manifest_path": null,
         "work_queue_name": "default", "storage_document_id": null, "infrastructure_document_id": null,
         "schedule": {"cron": "0 0 1 1 *", "timezone": "UTC", "day_or": true}, "description": null,
         "parameter_openapi_schema": {"title": "Parameters", "type": "object", "properties": {}}, "path": "/srv",
         "version": "1", "entrypoint": "f.py:f", "infra_overrides": {}}"""
            .formatted(flow);
    var made = http.post("/deployments/", stock);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.json().at("/schedule_policy/catch_up").asText()).isEqualTo("none");
    var path = "/deployments/" + made.json().path("id").asText();

    var set =
        http.send(
            "PATCH",
            path,
            "{\"schedule_policy\": {\"catch_up\": \"latest\", \"start_jitter\": 90, \"max_runs\": 1}}");
    var again = http.post("/deployments/", stock);

    assertThat(set.status()).as(set.text()).isEqualTo(204);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().path("schedule_policy"))
        .isEqualTo(http.get(path).json().path("schedule_policy"))
        .hasToString(
            "{\"catch_up\":\"latest\",\"catch_up_window\":null,\"overlap\":\"start_anyway\","
                + "\"start_jitter\":90.0,\"end\":null,\"max_runs\":1,\"calendars\":[]}");
    assertThat(http.get(path + "/upcoming").json()).hasSize(1);

    var reset =
        http.post(
            "/deployments/", stock.replace("{\"name\"", "{\"schedule_policy\": null, \"name\""));
    assertThat(reset.json().at("/schedule_policy/start_jitter").asDouble()).isZero();
    var bad = http.send("PATCH", path, "{\"schedule_policy\": {\"max_runs\": 0}}");
    assertThat(bad.status()).isEqualTo(422);
    assertThat(bad.json().at("/exception_detail/0/loc"))
        .hasToString("[\"body\",\"schedule_policy\",\"max_runs\"]");
  }

  @Test
  void a_schedule_is_told_in_words_and_dates() {
    var preview =
        http.post(
            "/ui/schedules/preview",
            "{\"schedule\": {\"cron\": \"30 1 * * *\", \"timezone\": \"Europe/London\"},"
                + " \"start\": \"2026-03-28T00:00:00Z\", \"limit\": 2}");

    assertThat(preview.status()).as(preview.text()).isEqualTo(200);
    assertThat(preview.json().path("words").asText()).isEqualTo("Every day at 01:30");
    assertThat(preview.json().at("/dates/1/scheduled_time").asText())
        .isEqualTo("2026-03-29T02:30:00+01:00");
    assertThat(preview.json().at("/notes/0/text").asText())
        .isEqualTo("29 March 2026 01:30 does not exist in London: runs at 02:30");

    var bad = http.post("/ui/schedules/preview", "{\"schedule\": {\"cron\": \"0 0 31 2 *\"}}");
    assertThat(bad.status()).isEqualTo(422);
    assertThat(bad.json().at("/exception_detail/0/loc")).hasToString("[\"body\",\"schedule\"]");

    var dates = http.post("/ui/schedules/dates", "{}");
    assertThat(dates.status()).as(dates.text()).isEqualTo(200);
    assertThat(dates.json().path("timezone").asText()).isEqualTo("UTC");
  }

  @Test
  void a_deployment_is_found_by_both_names() {
    var site = Site.unlimited(api);

    assertThat(api.deployments().readByName(site.flow.name(), site.deployment.name()))
        .isEqualTo(site.deployment);
    notFound(() -> api.deployments().readByName(site.flow.name(), "another"));
  }

  @Test
  void a_change_touches_only_what_is_given_and_makes_the_new_queue() {
    var site = Site.tagged(api, "kept");
    var queue = Site.unique("moved to");

    api.deployments().update(site.deployment.id(), onQueue(queue));

    var changed = api.deployments().read(site.deployment.id());
    assertThat(changed.workQueueName()).isEqualTo(queue);
    assertThat(changed.tags()).containsExactly("kept");
    assertThat(api.workQueues().readByName(queue).name()).isEqualTo(queue);
  }

  @Test
  void moving_to_another_queue_leaves_runs_where_they_are() {
    var site = Site.unlimited(api);
    var before = site.dueRun();

    api.deployments().update(site.deployment.id(), onQueue(Site.unique("moved to")));

    assertThat(site.poll()).containsExactly(before.id());
    assertThat(site.dueRun().workQueueName()).isNotEqualTo(site.queue.name());
  }

  private static DeploymentUpdate onQueue(String queue) {
    return DeploymentUpdateBuilder.builder().workQueueName(JsonNullable.of(queue)).build();
  }

  @Test
  void a_run_has_the_retries_of_its_deployment_where_it_says_nothing_itself() {
    var site = Site.unlimited(api);
    var retries = JsonNullable.of(EmpiricalPolicy.of(2, 30));
    api.deployments()
        .update(
            site.deployment.id(),
            DeploymentUpdateBuilder.builder().empiricalPolicy(retries).build());

    assertThat(site.dueRun().empiricalPolicy()).isEqualTo(EmpiricalPolicy.of(2, 30));
    var first = StateCreate.of(StateType.SCHEDULED, null);
    var own =
        api.deployments()
            .createFlowRun(
                site.deployment.id(),
                DeploymentFlowRunCreateBuilder.builder()
                    .state(first)
                    .empiricalPolicy(EmpiricalPolicy.of(0, null))
                    .build());
    assertThat(own.empiricalPolicy()).isEqualTo(EmpiricalPolicy.of(0, 30));
  }

  @Test
  void a_run_overlays_parameters_and_joins_tags() {
    var site = Site.unlimited(api);
    var parameterised =
        DeploymentCreateBuilder.builder()
            .name(Site.unique("d"))
            .flowId(site.flow.id())
            .parameters(Map.of("a", 1, "b", 2))
            .tags(List.of("x"))
            .workQueueName(site.queue.name())
            .infraOverrides(Map.of())
            .build();
    var deployment = api.deployments().create(parameterised);

    var run =
        api.deployments()
            .createFlowRun(
                deployment.id(),
                DeploymentFlowRunCreateBuilder.builder()
                    .parameters(Map.of("b", 3))
                    .context(Map.of())
                    .empiricalPolicy(EmpiricalPolicy.NONE)
                    .tags(List.of("y"))
                    .build());

    assertThat(run.parameters()).isEqualTo(Map.of("a", 1, "b", 3));
    assertThat(run.tags()).containsExactlyInAnyOrder("x", "y");
    assertThat(run.workQueueName()).isEqualTo(site.queue.name());
    assertThat(run.stateType()).isEqualTo(PENDING);
  }

  @Test
  void a_deleted_deployment_takes_only_scheduled_runs_along() {
    var site = Site.unlimited(api);
    var scheduled = site.dueRun();
    var running = site.run(StateCreate.of(RUNNING, null));
    var completed = site.run(StateCreate.of(COMPLETED, null));

    api.deployments().delete(site.deployment.id());

    notFound(() -> api.flowRuns().read(scheduled.id()));
    assertThat(api.flowRuns().read(running.id()).deploymentId()).isNull();
    assertThat(api.flowRuns().read(completed.id()).deploymentId()).isNull();
  }

  @Test
  void an_unknown_flow_is_a_conflict() {
    var orphan = Site.deploymentOf(UUID.randomUUID(), "d", null, List.of());

    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> api.deployments().create(orphan))
        .satisfies(e -> assertThat(e.isConflict()).isTrue());
  }

  @Test
  void an_unknown_block_is_a_conflict_that_names_it() {
    var site = Site.unlimited(api);
    var block = UUID.randomUUID();
    var create =
        DeploymentCreateBuilder.builder()
            .name("d")
            .flowId(site.flow.id())
            .parameters(Map.of())
            .tags(List.of())
            .infrastructureDocumentId(block)
            .infraOverrides(Map.of())
            .build();

    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> api.deployments().create(create))
        .satisfies(e -> assertThat(e.isConflict()).isTrue())
        .withMessageContaining("Could not find infrastructure block with id: " + block);
  }

  @Test
  void counts_join_flows_deployments_and_runs() {
    var site = Site.unlimited(api);
    site.dueRun();
    var flows = FlowFilterBuilder.builder().id(new Match.Ids(List.of(site.flow.id()))).build();

    var query = CountQueryBuilder.builder().flows(flows).build();

    assertThat(api.flows().count(query)).isEqualTo(1);
    assertThat(api.deployments().count(query)).isEqualTo(1);
    assertThat(api.flowRuns().count(query)).isEqualTo(1);
    assertThat(api.taskRuns().count(query)).isZero();
    assertThat(site.dueRun().stateType()).isEqualTo(SCHEDULED);
  }

  private static void notFound(Runnable call) {
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(call::run)
        .satisfies(e -> assertThat(e.isNotFound()).isTrue());
  }
}
