package dev.rigel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class FlowRunJobTest {
  private static final UUID RUN = UUID.randomUUID();

  @Test
  void texts_stay_as_they_are_and_everything_else_becomes_json() {
    var parameters = new HashMap<String, Object>();
    parameters.put("text", "a \"quoted\" text");
    parameters.put("number", 12.5);
    parameters.put("flag", true);
    parameters.put("list", List.of(1, "two"));
    parameters.put("object", Map.of("a", 1));
    parameters.put("nothing", null);

    var properties = job("batch:nightly", parameters).jobParameters(3);

    assertThat(properties)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "text", "a \"quoted\" text",
                "number", "12.5",
                "flag", "true",
                "list", "[1,\"two\"]",
                "object", "{\"a\":1}",
                "rigel.flow_run_id", RUN.toString(),
                "rigel.attempt", "3"));
  }

  @Test
  void the_entrypoint_names_the_job() {
    assertThat(job("batch:nightly", Map.of()).jobName()).isEqualTo("nightly");
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"nightly", "batch:", "batch:../nightly", "batch:a/b", "flow.py:hello"})
  void other_entrypoints_are_refused(String entrypoint) {
    assertThatThrownBy(() -> job(entrypoint, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("entrypoint '" + entrypoint + "' names no batch job; expected batch:NAME");
  }

  private static FlowRunJob job(String entrypoint, Map<String, Object> parameters) {
    return FlowRunJob.of(RUN, "brave-otter", entrypoint, parameters);
  }
}
