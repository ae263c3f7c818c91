package dev.rigel.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every request. */
@OnServer
class ConventionsIT {
  private static final String VERSION = "X-PREFECT-API-VERSION";

  private final Rigel rigel;
  private final Http api;

  ConventionsIT(Rigel rigel) {
    this.rigel = rigel;
    api = rigel.http();
  }

  @Test
  void a_healthy_server_says_true() {
    var answer = api.get("/health");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo("true");
  }

  @Test
  void the_page_is_served_at_the_root() {
    var answer = new Http(rigel.address()).get("/");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
    assertThat(answer.text()).containsIgnoringCase("<title>Rigel");
  }

  @Test
  void stock_clients_take_it_for_a_server_of_their_own() {
    assertThat(api.get("/me/workspaces").status()).isEqualTo(404);
    assertThat(api.get("/admin/version").json().textValue()).isEqualTo("2.6.9");
    assertThat(api.get("/hello").json().textValue()).isEqualTo("👋");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.8.0", "0.8.3", "0.9.0", "1.0.0"})
  void this_version_and_later_ones_are_served(String version) {
    assertThat(api.with(VERSION, version).post("/flows/count", "{}").status()).isEqualTo(200);
  }

  @Test
  void an_older_version_is_refused_but_for_the_health_check() {
    var old = api.with(VERSION, "0.7.9");

    var answer = old.post("/flows/filter", "{}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("detail").asText())
        .isEqualTo(
            "The request specified API version 0.7.9 but this server requires version 0.8.0 or"
                + " higher.");
    assertThat(old.get("/health").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "0.8", "0.8.x", "0.8.3.1", "-1.0.0", "99999999999999999999.0.0"})
  void what_is_no_version_is_refused(String version) {
    var answer = api.with(VERSION, version).post("/flows/filter", "{}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("detail").asText())
        .isEqualTo(
            "Invalid X-PREFECT-API-VERSION header format.Expected header in format 'x.y.z' but"
                + " received "
                + version);
  }

  @ParameterizedTest
  @CsvSource({
    "POST,/flows,/flows/",
    "POST,/flow_runs,/flow_runs/",
    "POST,/logs,/logs/",
    "POST,/work_queues,/work_queues/",
    "GET,/flow_run_states?flow_run_id=1,/flow_run_states/?flow_run_id=1",
    "POST,/flows/filter/,/flows/filter",
    "GET,/health/,/health"
  })
  void a_misplaced_slash_redirects_with_method_and_body_kept(
      String method, String asked, String wanted) {
    var answer = api.send(method, asked, method.equals("POST") ? "{}" : null);

    assertThat(answer.status()).isEqualTo(307);
    var location = answer.headers().firstValue("Location").orElseThrow();
    assertThat(URI.create(rigel.apiUrl() + asked).resolve(location))
        .isEqualTo(URI.create(rigel.apiUrl() + wanted));
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/nothing,404,Not Found",
    "GET,/flows/a/b/c,404,Not Found",
    "PUT,/flows/filter,405,Method Not Allowed",
    "PUT,/flow_runs/5f0c5a52-4b6c-4d04-a6ec-8ea4a32b5a06,405,Method Not Allowed",
    "PATCH,/task_runs/5f0c5a52-4b6c-4d04-a6ec-8ea4a32b5a06,405,Method Not Allowed"
  })
  void unknown_routes_and_methods_say_so_in_json(
      String method, String path, int status, String detail) {
    var answer = api.send(method, path, method.equals("GET") ? null : "{}");

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().path("detail").asText()).isEqualTo(detail);
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/png", "text/html", "application/xml", ";;;", "*/*;q=x", "a/b;q=9"})
  void an_answer_is_json_whatever_is_accepted(String accept) {
    var flow = Site.unique("flow");

    var answer = api.with("Accept", accept).post("/flows/", "{\"name\":\"" + flow + "\"}");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().path("name").asText()).isEqualTo(flow);
    assertThat(api.with("Accept", accept).get("/health").text()).isEqualTo("true");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        ";;;",
        "application/json; charset=foo",
        "application/json; charset=\"",
        "multipart/form-data",
        "application/x-www-form-urlencoded"
      })
  void a_body_is_json_whatever_it_is_called(String type) {
    assertThat(api.typed(type).post("/flows/count", "{}").status()).isEqualTo(200);
    assertThat(api.with("Content-Type", type).get("/health").text()).isEqualTo("true");
  }

  @Test
  void made_and_found_differ_by_their_status() {
    var body = "{\"name\":\"" + Site.unique("flow") + "\"}";

    assertThat(api.post("/flows/", body).status()).isEqualTo(201);
    assertThat(api.post("/flows/", body).status()).isEqualTo(200);
  }

  @Test
  void queries_need_no_body_at_all() {
    assertThat(api.post("/flows/filter", null).status()).isEqualTo(200);
    assertThat(api.post("/flow_runs/count", null).status()).isEqualTo(200);
  }

  @Test
  void null_means_absent_in_queries() {
    var answer =
        api.post(
            "/flow_runs/filter",
            "{\"flows\":null,\"flow_runs\":{\"id\":null,\"tags\":{\"all_\":null}},\"sort\":null,"
                + "\"limit\":null,\"offset\":null}");

    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void long_answers_are_compressed_for_those_who_take_it() {
    var plain = api.get("/openapi.json");
    var compressed = api.with("Accept-Encoding", "gzip, deflate").get("/openapi.json");
    var refused = api.with("Accept-Encoding", "gzip;q=0").get("/openapi.json");

    assertThat(compressed.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(compressed.headers().allValues("Vary")).contains("Accept-Encoding", "Origin");
    assertThat(compressed.json()).isEqualTo(plain.json());
    assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(refused.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(refused.json()).isEqualTo(plain.json());
  }

  @Test
  void long_lists_are_compressed_and_short_ones_are_not() {
    var name = Site.unique("flow");
    for (int i = 0; i < 20; i++) {
      api.post("/flows/", "{\"name\":\"" + name + i + "\"}");
    }
    var filter = "{\"flows\":{\"name\":{\"like_\":\"" + name + "\"}},\"limit\":";

    var all = api.with("Accept-Encoding", "gzip").post("/flows/filter", filter + "20}");
    var one = api.with("Accept-Encoding", "gzip").post("/flows/filter", filter + "1}");

    assertThat(all.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(all.json()).hasSize(20);
    assertThat(one.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(one.json()).hasSize(1);
  }

  @Test
  void times_are_written_in_utc_with_an_offset() {
    var made = api.post("/flows/", "{\"name\":\"" + Site.unique("flow") + "\"}").json();

    assertThat(made.path("created").asText())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{6})?\\+00:00");
  }
}
