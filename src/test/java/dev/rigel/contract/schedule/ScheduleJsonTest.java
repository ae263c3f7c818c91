package dev.rigel.contract.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.rigel.contract.deployment.DeploymentUpdate;
import dev.rigel.contract.json.BodyReader;
import dev.rigel.contract.json.FieldError;
import dev.rigel.contract.json.InvalidBody;
import dev.rigel.contract.json.Json;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleJsonTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'interval':3600.0,'anchor_date':'2022-03-01T09:00:00-05:00','timezone':'America/New_York'}",
        "{'interval':0.25,'anchor_date':'2022-03-01T09:00:00.000001+00:00','timezone':'UTC'}",
        "{'cron':'0 9 * * *','timezone':null,'day_or':true}",
        "{'cron':'@daily','timezone':'Europe/London','day_or':false}",
        "{'rrule':'FREQ=DAILY','timezone':'UTC'}"
      })
  void every_kind_is_written_as_it_was_read(String text) throws Exception {
    var json = text.replace('\'', '"');

    assertThat(Json.mapper().writeValueAsString(read(json))).isEqualTo(json);
  }

  @Test
  void what_is_absent_is_null_or_its_default() throws Exception {
    assertThat(read("{\"interval\":60}"))
        .isEqualTo(new IntervalSchedule(Duration.ofMinutes(1), null, null));
    assertThat(read("{\"cron\":\"@daily\"}")).isEqualTo(new CronSchedule("@daily", null, true));
    assertThat(read("{\"rrule\":\"FREQ=DAILY\"}")).isEqualTo(new RRuleSchedule("FREQ=DAILY", null));
  }

  @Test
  void the_anchor_keeps_its_offset() throws Exception {
    var schedule =
        (IntervalSchedule)
            read("{\"interval\":\"PT1H\",\"anchor_date\":\"2022-03-01 09:00:00+05:45\"}");

    assertThat(schedule.anchorDate().toString()).isEqualTo("2022-03-01T09:00+05:45");
    assertThat(schedule.anchorDate()).isEqualTo(OffsetDateTime.parse("2022-03-01T03:15Z"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|rrule: field required",
        "[]|value is not a valid dict",
        "\"FREQ=DAILY\"|value is not a valid dict",
        "{\"timezone\":\"UTC\"}|rrule: field required",
        "{\"cron\":null}|rrule: field required",
        "{\"cron\":\"@daily\",\"interval\":60}|cron: extra fields not permitted",
        "{\"cron\":\"@daily\",\"color\":1}|color: extra fields not permitted",
        "{\"cron\":\"@daily\",\"day_or\":null}|day_or: none is not an allowed value",
        "{\"cron\":[]}|cron: str type expected",
        "{\"interval\":\"often\"}|interval: invalid duration format",
        "{\"interval\":60,\"anchor_date\":\"then\"}|anchor_date: Unable to parse string [then]"
      })
  void a_schedule_of_another_form_is_refused(String json, String message) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(MismatchedInputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void inside_a_body_it_is_refused_at_its_place() throws Exception {
    var body = Json.mapper().readTree("{\"schedule\":{\"cron\":5,\"x\":1}}");

    var invalid =
        catchThrowableOfType(
            InvalidBody.class, () -> BodyReader.read(body, DeploymentUpdate.class));

    assertThat(invalid.errors())
        .extracting(FieldError::loc)
        .allSatisfy(loc -> assertThat(loc).startsWith("body", "schedule"))
        .contains(List.of("body", "schedule", "x"));
  }

  private static Schedule read(String json) throws JsonProcessingException {
    return Json.mapper().readValue(json, Schedule.class);
  }
}
