package dev.rigel.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is wrong with a request is said in the reference's words, and nothing has changed after it.
 */
@OnServer
class BadInputIT {
  private static final String ID = "5f0c5a52-4b6c-4d04-a6ec-8ea4a32b5a06";
  private static final List<String> TABLES =
      List.of("flows", "flow_runs", "task_runs", "deployments");

  private final Http api;

  BadInputIT(Rigel rigel) {
    api = rigel.http();
  }

  /** Method, path, body, place of the first error, its type. */
  static Stream<Arguments> invalid() {
    return Stream.of(
        // malformed JSON
        invalid("POST", "/flows/", "{\"name\":", null, "value_error.jsondecode"),
        invalid("POST", "/flows/", "{'name': 'x'}", null, "value_error.jsondecode"),
        invalid("POST", "/flows/", "name=x", null, "value_error.jsondecode"),
        invalid("POST", "/flows/", "{\"name\":\"x\"} trailing", null, "value_error.jsondecode"),
        invalid("PATCH", "/flow_runs/" + ID, "{", null, "value_error.jsondecode"),
        invalid("POST", "/logs/", "[{]", null, "value_error.jsondecode"),
        // the wrong kind of value
        invalid("POST", "/flows/", "[]", "body", "type_error.dict"),
        invalid("POST", "/flows/", "\"x\"", "body", "type_error.dict"),
        invalid("POST", "/logs/", "{}", "body", "type_error.list"),
        invalid("POST", "/flows/", "{\"name\":{}}", "body.name", "type_error.str"),
        invalid(
            "POST", "/flows/", "{\"name\":\"x\",\"tags\":\"t\"}", "body.tags", "type_error.list"),
        invalid("POST", "/flow_runs/", "{\"flow_id\":\"x\"}", "body.flow_id", "type_error.uuid"),
        invalid(
            "POST",
            "/flow_runs/",
            "{\"flow_id\":\"" + ID + "\",\"parameters\":[]}",
            "body.parameters",
            "type_error.dict"),
        invalid(
            "POST",
            "/work_queues/",
            "{\"name\":\"q\",\"concurrency_limit\":\"many\"}",
            "body.concurrency_limit",
            "type_error.integer"),
        invalid(
            "POST",
            "/work_queues/",
            "{\"name\":\"q\",\"is_paused\":\"perhaps\"}",
            "body.is_paused",
            "value_error.strictbool|type_error.bool"),
        invalid(
            "POST",
            "/flow_runs/" + ID + "/set_state",
            "{\"state\":{\"type\":\"running\"}}",
            "body.state.type",
            "type_error.enum"),
        invalid(
            "POST",
            "/flow_runs/" + ID + "/set_state",
            "{\"state\":{\"type\":\"SCHEDULED\",\"state_details\":{\"scheduled_time\":\"soon\"}}}",
            "body.state.state_details.scheduled_time",
            "value_error.*"),
        invalid("POST", "/flows/filter", "{\"limit\":\"x\"}", "body.limit", "type_error.integer"),
        invalid("POST", "/flows/filter", "{\"sort\":\"UP\"}", "body.sort", "type_error.enum"),
        invalid(
            "POST",
            "/flows/filter",
            "{\"flows\":{\"id\":{\"any_\":\"" + ID + "\"}}}",
            "body.flows.id.any_",
            "type_error.list"),
        invalid(
            "POST",
            "/logs/",
            "[{\"name\":\"l\",\"level\":20,\"message\":\"m\",\"timestamp\":\"now\",\"flow_run_id\":\""
                + ID
                + "\"}]",
            "body.0.timestamp",
            "value_error.*"),
        // null where there must be something
        invalid("POST", "/flows/", "{\"name\":null}", "body.name", "type_error.none.not_allowed"),
        invalid(
            "PATCH",
            "/work_queues/" + ID,
            "{\"is_paused\":null}",
            "body.is_paused",
            "type_error.none.not_allowed"),
        // a required field is missing
        invalid("POST", "/flows/", "{}", "body.name", "value_error.missing"),
        invalid("POST", "/flow_runs/", "{}", "body.flow_id", "value_error.missing"),
        invalid("POST", "/deployments/", "{\"name\":\"d\"}", "body.flow_id", "value_error.missing"),
        invalid("POST", "/work_queues/", "{}", "body.name", "value_error.missing"),
        invalid("POST", "/task_runs/", "{}", "body.flow_run_id", "value_error.missing"),
        invalid(
            "POST", "/flow_runs/" + ID + "/set_state", "{}", "body.state", "value_error.missing"),
        invalid(
            "POST",
            "/flow_runs/" + ID + "/set_state",
            "{\"state\":{}}",
            "body.state.type",
            "value_error.missing"),
        invalid("POST", "/logs/", "[{\"name\":\"l\"}]", "body.0.level", "value_error.missing"),
        invalid("POST", "/flows/", null, "body", "value_error.missing"),
        // unknown fields
        invalid(
            "POST", "/flows/", "{\"name\":\"x\",\"colour\":1}", "body.colour", "value_error.extra"),
        invalid(
            "POST",
            "/flows/filter",
            "{\"flows\":{\"colour\":{}}}",
            "body.flows.colour",
            "value_error.extra"),
        invalid(
            "POST",
            "/flow_runs/" + ID + "/set_state",
            "{\"state\":{\"type\":\"RUNNING\",\"colour\":1}}",
            "body.state.colour",
            "value_error.extra"),
        // out of bounds
        invalid(
            "POST",
            "/work_queues/",
            "{\"name\":\"q\",\"concurrency_limit\":-1}",
            "body.concurrency_limit",
            "value_error.number.not_ge"),
        invalid(
            "PATCH",
            "/work_queues/" + ID,
            "{\"concurrency_limit\":-1}",
            "body.concurrency_limit",
            "value_error.number.not_ge"),
        invalid(
            "POST",
            "/concurrency_limits/",
            "{\"tag\":\"t\",\"concurrency_limit\":-1}",
            "body.concurrency_limit",
            "value_error.number.not_ge"),
        invalid(
            "POST",
            "/flow_runs/count",
            "{\"at_most\":0}",
            "body.at_most",
            "value_error.number.not_ge"),
        invalid(
            "POST",
            "/work_queues/count",
            "{\"at_most\":\"many\"}",
            "body.at_most",
            "type_error.integer"),
        // a union without a kind that fits
        invalid(
            "POST",
            "/task_runs/",
            "{\"flow_run_id\":\""
                + ID
                + "\",\"task_key\":\"k\",\"dynamic_key\":\"0\",\"task_inputs\":{\"x\":[{}]}}",
            "body.task_inputs.x.0.id",
            "value_error.missing"),
        // ids in paths
        invalid("GET", "/flows/not-an-id", null, "path.id", "type_error.uuid"),
        invalid("DELETE", "/flow_runs/1", null, "path.id", "type_error.uuid"),
        invalid(
            "GET", "/flow_run_states/?flow_run_id=x", null, "query.flow_run_id", "type_error.uuid"),
        invalid("GET", "/flow_run_states/", null, "query.flow_run_id", "value_error.missing"));
  }

  private static Arguments invalid(
      String method, String path, String body, String place, String type) {
    return Arguments.of(method, path, body, place, type);
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("invalid")
  void it_is_refused_with_the_place_of_the_error(
      String method, String path, String body, String place, String type) {
    var before = everything();

    var answer = api.send(method, path, body);

    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    var json = answer.json();
    assertThat(json.path("exception_message").asText()).isEqualTo("Invalid request received.");
    var errors = json.path("exception_detail");
    assertThat(errors).anySatisfy(error -> assertThat(describes(error, place, type)).isTrue());
    assertThat(json.has("request_body")).isTrue();
    assertThat(answer.text()).doesNotContain("dev.rigel", "java.", "\\tat ");
    assertThat(everything()).isEqualTo(before);
  }

  private static boolean describes(JsonNode error, String place, String type) {
    var steps = new java.util.StringJoiner(".");
    error.path("loc").forEach(step -> steps.add(step.asText()));
    return (place == null || place.equals(steps.toString()))
        && error.path("type").asText().matches(type)
        && !error.path("msg").asText().isBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "50%", "this & that", "<b>", "->"})
  void a_name_with_a_banned_character_is_refused_everywhere(String name) {
    var before = everything();

    for (var path : List.of("/flows/", "/work_queues/", "/deployments/")) {
      var flow = path.equals("/deployments/") ? ",\"flow_id\":\"" + ID + "\"" : "";
      var answer = api.post(path, "{\"name\":\"" + name + "\"" + flow + "}");

      assertThat(answer.status()).as(answer.text()).isEqualTo(422);
      assertThat(answer.json().path("exception_detail"))
          .anySatisfy(
              error -> {
                assertThat(error.path("type").asText()).isEqualTo("value_error.invalidname");
                assertThat(error.path("msg").asText())
                    .isEqualTo(
                        "Name '"
                            + name
                            + "' contains an invalid character. Must not contain any of: ['/', '%',"
                            + " '&', '>', '<'].");
              });
    }
    assertThat(everything()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a%2Fb", "50%25", "this%20%26%20that", "%3Cb%3E", "%00", "%C3%28", "..%2f.."})
  void such_a_name_in_a_path_is_not_found(String encoded) {
    for (var path : List.of("/flows/name/", "/work_queues/name/", "/deployments/name/flow/")) {
      assertThat(api.get(path + encoded).status()).as(path + encoded).isBetween(400, 422);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/flows/,,Flow not found",
    "DELETE,/flows/,,Flow not found",
    "GET,/flow_runs/,,Flow run not found",
    "PATCH,/flow_runs/,{},Flow run not found",
    "DELETE,/flow_runs/,,Flow run not found",
    "GET,/task_runs/,,Task not found",
    "GET,/deployments/,,Deployment not found",
    "GET,/work_queues/,,work queue not found",
    "DELETE,/work_queues/,,work queue not found",
    "GET,/flow_run_states/,,Flow run state not found",
    "GET,/block_types/,,Block type not found",
    "GET,/block_documents/,,Block document not found",
    "GET,/flows/name/,,Flow not found",
    "GET,/work_queues/name/,,work queue not found"
  })
  void an_unknown_id_is_not_found_in_the_references_words(
      String method, String path, String body, String detail) {
    var answer = api.send(method, path + UUID.randomUUID(), body);

    assertThat(answer.status()).as(answer.text()).isEqualTo(404);
    assertThat(answer.json().path("detail").asText()).isEqualTo(detail);
  }

  @ParameterizedTest
  @CsvSource({
    "201,Invalid limit: must be less than or equal to 200.",
    "-1,Invalid limit: must be greater than or equal to 0."
  })
  void a_limit_out_of_range_says_which_way(int limit, String detail) {
    var answer = api.post("/flow_runs/filter", "{\"limit\":" + limit + "}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().path("detail").asText()).isEqualTo(detail);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"flow_runs\":{\"name\":{\"like_\":\"'; drop table flow; --\"}}}",
        "{\"flow_runs\":{\"name\":{\"any_\":[\"\\u0000\"]}}}",
        "{\"flow_runs\":{\"name\":{\"like_\":\"\\\\\"}}}",
        "{\"flow_runs\":{\"tags\":{\"all_\":[\"%\",\"_\",\"\\\"\"]}}}",
        "{\"flow_runs\":{\"expected_start_time\":{\"after_\":\"9999-12-31\"}}}",
        "{\"flow_runs\":{\"expected_start_time\":{\"before_\":\"0001-01-01\"}}}",
        "{\"offset\":2147483647}",
        "{\"flow_runs\":{\"id\":{\"any_\":[]}}}"
      })
  void odd_but_valid_queries_are_answered(String body) {
    assertThat(api.post("/flow_runs/filter", body).status()).isBetween(200, 422);
  }

  @Test
  void a_deeply_nested_body_does_no_harm() {
    var deep = "[".repeat(100_000);

    assertThat(api.post("/flows/", deep).status()).isEqualTo(422);
  }

  @Test
  void numbers_beyond_an_integer_are_refused() {
    var before = everything();

    for (var number : List.of("99999999999999999999", "1e400", "2147483648")) {
      var body = "{\"name\":\"" + Site.unique("q") + "\",\"concurrency_limit\":" + number + "}";
      assertThat(api.post("/work_queues/", body).status()).as(number).isEqualTo(422);
    }
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void text_that_no_database_stores_is_refused_or_stored_never_an_error() {
    var body = "{\"name\":\"nul \\u0000 " + UUID.randomUUID() + "\"}";

    assertThat(api.post("/flows/", body).status()).isBetween(200, 422);
  }

  /** How many rows there are of what bad input could have made, and every queue. */
  private String everything() {
    var counts = new StringBuilder();
    TABLES.forEach(
        table -> counts.append(api.post("/" + table + "/count", "{}").text()).append(' '));
    return counts.append(api.post("/work_queues/filter", "{}").json().size()).toString();
  }
}
