package dev.rigel.contract.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rigel.contract.deployment.DeploymentCreate;
import dev.rigel.contract.deployment.DeploymentUpdate;
import dev.rigel.contract.json.BodyReader;
import dev.rigel.contract.json.InvalidBody;
import dev.rigel.contract.json.Json;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulePolicyTest {
  private static final String FULL =
      """
      {"catch_up":"latest","catch_up_window":3600.0,"overlap":"queue_one","start_jitter":90.5,\
      "end":"2027-01-01T09:00:00-05:00","max_runs":3,"calendars":["london","holidays"]}""";
  private static final SchedulePolicy POLICY =
      SchedulePolicyBuilder.builder()
          .catchUp(CatchUp.latest)
          .catchUpWindow(Duration.ofHours(1))
          .overlap(Overlap.queue_one)
          .startJitter(Duration.ofMillis(90_500))
          .end(OffsetDateTime.parse("2027-01-01T09:00:00-05:00"))
          .maxRuns(3)
          .calendars(List.of("london", "holidays"))
          .build();

  private static DeploymentUpdate update(String policy) throws JsonProcessingException {
    var body = Json.mapper().readTree("{\"schedule_policy\":" + policy + "}");
    return BodyReader.read(body, DeploymentUpdate.class);
  }

  @Test
  void a_policy_is_written_as_it_was_read() throws Exception {
    assertThat(update(FULL).schedulePolicy().get()).isEqualTo(POLICY);
    assertThat(Json.mapper().readValue(FULL, SchedulePolicy.class)).isEqualTo(POLICY);
    assertThat(Json.mapper().writeValueAsString(POLICY)).isEqualTo(FULL);
  }

  @Test
  void what_is_absent_is_its_default() throws Exception {
    assertThat(update("{}").schedulePolicy().get()).isEqualTo(SchedulePolicy.NONE);
    assertThat(Json.mapper().readValue("{}", SchedulePolicy.class)).isEqualTo(SchedulePolicy.NONE);
    assertThat(Json.mapper().writeValueAsString(SchedulePolicy.NONE))
        .isEqualTo(
            "{\"catch_up\":\"none\",\"catch_up_window\":null,\"overlap\":\"start_anyway\","
                + "\"start_jitter\":0.0,\"end\":null,\"max_runs\":null,\"calendars\":[]}");
  }

  @Test
  void a_deployment_tells_absent_from_null() throws Exception {
    var least = "{\"name\":\"d\",\"flow_id\":\"7c1e0000-0000-4000-8000-000000000001\"";
    var absent = BodyReader.read(Json.mapper().readTree(least + "}"), DeploymentCreate.class);
    var reset =
        BodyReader.read(
            Json.mapper().readTree(least + ",\"schedule_policy\":null}"), DeploymentCreate.class);

    assertThat(absent.schedulePolicy().isPresent()).isFalse();
    assertThat(Json.mapper().writeValueAsString(absent)).doesNotContain("schedule_policy");
    assertThat(reset.schedulePolicy().isPresent()).isTrue();
    assertThat(Json.mapper().writeValueAsString(reset)).contains("\"schedule_policy\":null");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"catch_up\":\"some\"}        | catch_up        | permitted: 'none', 'latest', 'all'",
        "{\"catch_up\":null}            | catch_up        | none is not an allowed value",
        "{\"catch_up_window\":0}        | catch_up_window | must be positive",
        "{\"catch_up_window\":\"soon\"} | catch_up_window | invalid duration format",
        "{\"overlap\":\"SKIP\"}         | overlap         | 'start_anyway', 'skip'",
        "{\"start_jitter\":-1}          | start_jitter    | between 0 and 86400",
        "{\"start_jitter\":86401}       | start_jitter    | between 0 and 86400",
        "{\"end\":\"never\"}            | end             | Unable to parse",
        "{\"max_runs\":0}               | max_runs        | must be positive",
        "{\"calendars\":\"london\"}     | calendars       | not a valid list",
        "{\"jitter\":1}                 | jitter          | extra fields not permitted",
      })
  void what_has_no_meaning_is_refused_at_its_place(String policy, String field, String message) {
    var refused = catchThrowableOfType(InvalidBody.class, () -> update(policy));

    assertThat(refused.errors().get(0).loc()).containsExactly("body", "schedule_policy", field);
    assertThat(refused.errors().get(0).msg()).contains(message);
  }
}
