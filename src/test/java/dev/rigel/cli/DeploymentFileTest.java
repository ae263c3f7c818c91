package dev.rigel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rigel.cli.terminal.Failure;
import dev.rigel.contract.schedule.CronSchedule;
import dev.rigel.contract.state.EmpiricalPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentFileTest {
  private static final String LEAST = "name: daily\nflow_name: report\nentrypoint: batch:report\n";

  @TempDir Path directory;

  private DeploymentFile read(String yaml) throws IOException {
    return DeploymentFile.read(Files.writeString(directory.resolve("d.yaml"), yaml));
  }

  @Test
  void name_flow_and_entrypoint_are_enough() throws IOException {
    var file = read(LEAST);

    assertThat(file.queue()).isEqualTo("default");
    assertThat(file.tags()).isEmpty();
    assertThat(file.parameters()).isEmpty();
    assertThat(file.schedule()).isNull();
    assertThat(file.infrastructure()).isEqualTo(Map.of("_block_type_slug", "batch-job"));
    assertThat(file.parameterSchema()).containsEntry("additionalProperties", true);
  }

  @Test
  void retries_are_counts() throws IOException {
    assertThat(read(LEAST + "retries: 2\n").empiricalPolicy())
        .isEqualTo(EmpiricalPolicy.of(2, null));
    assertThat(read(LEAST).empiricalPolicy()).isNull();
    assertThatThrownBy(() -> read(LEAST + "retries: -1\n"))
        .hasMessageContaining("retries: must not be negative");
    assertThatThrownBy(() -> read(LEAST + "max_restarts: -1\n"))
        .hasMessageContaining("max_restarts: must not be negative");
    assertThatThrownBy(() -> read(LEAST + "on_agent_lost: again\n"))
        .hasMessageContaining("on_agent_lost");
  }

  @Test
  void a_number_that_no_json_holds_is_refused_with_its_place() {
    assertThatThrownBy(() -> read(LEAST + "parameters: {n: [1, 1e999]}\n"))
        .hasMessageContaining("Parameter n[1] holds a number that is too large");
  }

  @Test
  void a_python_entrypoint_runs_as_a_process() throws IOException {
    var file = read(LEAST.replace("batch:report", "flows.py:report"));

    assertThat(file.infrastructure()).isEqualTo(Map.of("_block_type_slug", "process"));
  }

  @Test
  void a_queue_of_null_is_none() throws IOException {
    assertThat(read(LEAST + "work_queue_name: null\n").queue()).isNull();
    assertThat(read(LEAST + "work_queue_name: night\n").queue()).isEqualTo("night");
  }

  @Test
  void paths_of_a_batch_job_start_at_the_directory_of_the_file() throws IOException {
    var file =
        read(
            LEAST
                + """
                infrastructure:
                  _block_type_slug: batch-job
                  working_dir: .
                  classpath: [target/a.jar, ../lib/*, /opt/b.jar]
                """);

    assertThat(file.infrastructure())
        .containsEntry("working_dir", directory.toString())
        .containsEntry(
            "classpath",
            List.of(directory + "/target/a.jar", directory.getParent() + "/lib/*", "/opt/b.jar"));
  }

  @Test
  void schedules_and_parameters_keep_their_kinds() throws IOException {
    var file =
        read(
            LEAST
                + """
                parameters: {count: 3, share: 0.5, name: x, on: true, list: [1], more: {a: null}}
                schedule: {cron: "0 9 * * *", timezone: Europe/Berlin}
                """);

    assertThat(file.schedule()).isEqualTo(new CronSchedule("0 9 * * *", "Europe/Berlin", true));
    assertThat(file.parameters()).containsEntry("count", 3).containsEntry("share", 0.5);
    assertThat(file.parameterSchema().get("properties").toString())
        .contains("count={title=count, default=3, type=integer}")
        .contains("share={title=share, default=0.5, type=number}")
        .contains("on={title=on, default=true, type=boolean}");
  }

  /** As `prefect deployment build` of version 2.6.9 writes it. */
  @Test
  void a_file_of_the_reference_is_read() throws IOException {
    var file =
        read(
            """
            ###
            ### A complete description of a Prefect Deployment for flow 'orders'
            ###
            name: dep1
            description: null
            version: 57a8e1ac63c0a832582817d196997151
            work_queue_name: q1
            tags:
            - food
            parameters: {}
            schedule: null
            infra_overrides:
              env.X: '1'
            infrastructure:
              type: process
              env: {}
              labels: {}
              name: null
              command: null
              stream_output: true
              working_dir: null
              block_type_slug: process
              _block_type_slug: process
            flow_name: orders
            manifest_path: null
            storage: null
            path: /srv/flows
            entrypoint: orders.py:orders
            parameter_openapi_schema:
              title: Parameters
              type: object
              properties:
                count: {title: count, default: 3, type: integer}
              required: null
              definitions: null
            """);

    assertThat(file.infraOverrides()).isEqualTo(Map.of("env.X", "1"));
    assertThat(file.parameterSchema()).containsOnlyKeys("title", "type", "properties");
    assertThat(file.infrastructure()).containsEntry("block_type_slug", "process");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "flow_name: f                                | name: field required",
        "colour: red                                 | colour: extra fields not permitted",
        "parameters: [1]                             | parameters: value is not a valid dict",
        "schedule: {cron: '* * * * *', interval: 3}  | schedule: needs exactly one of interval, cron, rrule, but has interval and cron",
        "schedule: {timezone: UTC}                   | schedule: needs exactly one of interval, cron, rrule, but has none",
        "name: [                                     | (line ",
        "name: a                                     | Duplicate",
      })
  void what_does_not_fit_is_named(String line, String reason) {
    var yaml = line.startsWith("flow_name") ? line : LEAST + line + "\n";

    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("did not conform to deployment spec: ")
        .hasMessageContaining(reason);
  }

  @Test
  void an_empty_file_is_said_to_be_empty() {
    for (var nothing : List.of("", "# nothing\n", "---\n")) {
      assertThatThrownBy(() -> read(nothing))
          .isInstanceOf(Failure.class)
          .hasMessageEndingWith("the file is empty; it needs name, flow_name and entrypoint");
    }
    assertThatThrownBy(() -> read("- a\n")).hasMessageContaining("spec: the file: ");
  }

  @Test
  void a_directory_is_said_to_be_one() {
    assertThatThrownBy(() -> DeploymentFile.read(directory))
        .isInstanceOf(Failure.class)
        .hasMessageEndingWith("did not conform to deployment spec: is a directory");
  }

  @Test
  void a_file_that_is_not_there_is_said_to_be_missing() {
    assertThatThrownBy(() -> DeploymentFile.read(directory.resolve("none.yaml")))
        .isInstanceOf(Failure.class)
        .hasMessageEndingWith("did not conform to deployment spec: no such file");
  }
}
