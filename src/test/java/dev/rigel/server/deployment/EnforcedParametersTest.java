package dev.rigel.server.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rigel.contract.deployment.DeploymentCreateBuilder;
import dev.rigel.contract.deployment.DeploymentFlowRunCreateBuilder;
import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.json.FieldError;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.Scenario;
import dev.rigel.server.harness.ServerHarness;
import dev.rigel.server.platform.Problem;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs whose parameters have to fit the schema of their deployment, if that is asked for. */
class EnforcedParametersTest {
  private static final Map<Database, ServerHarness> SERVERS = new ConcurrentHashMap<>();
  private static final Map<String, Object> SCHEMA =
      Map.of(
          "type",
          "object",
          "required",
          List.of("city", "limit"),
          "properties",
          Map.of("city", Map.of("type", "string"), "limit", Map.of("type", "integer")));

  private Deployments deployments;
  private DeploymentResponse site;

  @AfterAll
  static void stop() {
    SERVERS.values().forEach(ServerHarness::close);
  }

  /** With a limit of its own, and no city. */
  private void on(Database database, Map<String, Object> schema) {
    var provider = database == Database.H2 ? JpaProvider.HIBERNATE : JpaProvider.ECLIPSELINK;
    var scenario =
        new Scenario(SERVERS.computeIfAbsent(database, d -> ServerHarness.on(d, provider)));
    deployments = scenario.server().get(Deployments.class);
    var like = scenario.deployment("d-" + UUID.randomUUID(), "q-" + UUID.randomUUID(), null);
    site =
        deployments
            .create(
                DeploymentCreateBuilder.builder()
                    .name(like.name())
                    .flowId(like.flowId())
                    .parameters(Map.of("limit", 20))
                    .tags(List.of())
                    .infraOverrides(Map.of())
                    .parameterOpenapiSchema(schema)
                    .build())
            .value();
  }

  private FlowRunResponse run(Map<String, Object> parameters, Boolean isEnforced) {
    var create =
        DeploymentFlowRunCreateBuilder.builder()
            .parameters(parameters)
            .context(Map.of())
            .empiricalPolicy(EmpiricalPolicy.NONE)
            .tags(List.of())
            .enforceParameterSchema(isEnforced)
            .build();
    return deployments.createFlowRun(site.id(), create).value();
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void what_does_not_fit_is_refused_by_field_and_no_run_is_made(Database database) {
    on(database, SCHEMA);

    assertThatThrownBy(() -> run(Map.of("limit", "many"), true))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.status()).isEqualTo(422);
              assertThat(((Map<?, ?>) problem.body()).get("exception_detail"))
                  .asInstanceOf(InstanceOfAssertFactories.LIST)
                  .containsExactlyInAnyOrder(
                      FieldError.missing(List.of("body", "parameters", "city")),
                      FieldError.of(
                          List.of("body", "parameters", "limit"),
                          "value is not a valid integer",
                          "type_error"));
            });
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void what_the_deployment_gives_counts(Database database) {
    on(database, SCHEMA);

    assertThat(run(Map.of("city", "Berlin"), true).parameters())
        .isEqualTo(Map.of("city", "Berlin", "limit", 20));
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void nothing_is_checked_unless_it_is_asked_for(Database database) {
    on(database, SCHEMA);

    assertThat(run(Map.of("limit", "many"), null).parameters()).containsEntry("limit", "many");
    assertThat(run(Map.of("limit", "many"), false).parameters()).containsEntry("limit", "many");
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void a_deployment_that_says_nothing_about_its_parameters_takes_all(Database database) {
    on(database, null);

    assertThat(run(Map.of("limit", "many"), true).parameters()).containsEntry("limit", "many");
  }
}
