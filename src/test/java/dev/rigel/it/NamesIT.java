package dev.rigel.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rigel.client.ApiClient;
import dev.rigel.contract.concurrencylimit.ConcurrencyLimitCreate;
import dev.rigel.contract.concurrencylimit.ConcurrencyLimitsApi;
import dev.rigel.contract.json.Longest;
import dev.rigel.contract.workqueue.WorkQueueCreate;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be created under a name can be asked for by it, however a client writes the address. */
@OnServer
class NamesIT {
  private static final String ID = "5f0c5a52-4b6c-4d04-a6ec-8ea4a32b5a06";

  private final ApiClient client;
  private final Http api;

  NamesIT(Rigel rigel) {
    client = rigel.api();
    api = rigel.http();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "day; night",
        "load;report;x=y",
        ";",
        "a+b",
        "a:b@c",
        "$1!*'(),=~",
        "a?b#c",
        "é €",
        "{a}",
        "a|b^c`\"[d]",
        " a ",
        "..."
      })
  void what_is_made_is_found(String start) {
    var name = start + Site.unique("") + start;
    client.workQueues().create(WorkQueueCreate.named(name));
    client.of(ConcurrencyLimitsApi.class).create(new ConcurrencyLimitCreate(name, 1));
    var flow = api.post("/flows/", named(name)).json();
    api.post("/deployments/", with(named(name), "flow_id", flow.path("id").asText()));

    assertThat(client.workQueues().readByName(name).name()).isEqualTo(name);
    assertThat(client.deployments().readByName(name, name).name()).isEqualTo(name);
    assertThat(client.flows().readByName(name).name()).isEqualTo(name);
    assertThat(client.of(ConcurrencyLimitsApi.class).readByTag(name).tag()).isEqualTo(name);
    for (var written : List.of(encoded(name), asHttpxWrites(name))) {
      for (var path :
          List.of("/work_queues/name/", "/flows/name/", "/deployments/name/" + written + "/")) {
        var answer = api.get(path + written);
        assertThat(answer.status()).as(path + written).isEqualTo(200);
        assertThat(answer.json().path("name").asText()).isEqualTo(name);
      }
      assertThat(api.get("/concurrency_limits/tag/" + written).status()).isEqualTo(200);
    }
  }

  /** Tags may hold what names may not. */
  @ParameterizedTest
  @ValueSource(strings = {"a/b", "50%", "a&b", "<x>", "a%2Fb/"})
  void a_tag_with_a_limit_is_found_and_its_limit_deleted(String start) {
    var tag = start + Site.unique("") + start;
    var limits = client.of(ConcurrencyLimitsApi.class);
    limits.create(new ConcurrencyLimitCreate(tag, 1));

    assertThat(limits.readByTag(tag).tag()).isEqualTo(tag);
    limits.deleteByTag(tag);
    assertThat(api.get("/concurrency_limits/tag/" + encoded(tag)).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\\b", ".", ".."})
  void what_could_not_be_found_is_not_made(String name) {
    var body = named(name);

    for (var path : List.of("/flows/", "/work_queues/", "/calendars/")) {
      assertRefused(api.post(path, body), "name");
    }
    assertRefused(api.post("/deployments/", with(body, "flow_id", ID)), "name");
    assertRefused(api.post("/block_types/", with(body, "slug", "s")), "name");
    var tag = JsonNodeFactory.instance.objectNode().put("tag", name).put("concurrency_limit", 1);
    assertRefused(api.post("/concurrency_limits/", tag.toString()), "tag");
  }

  @Test
  void a_name_a_tag_and_a_key_have_a_longest_length() {
    var flow = api.post("/flows/", named(Site.unique("flow"))).json().path("id").asText();
    for (int length : List.of(Longest.KEY + 1, 100_000)) {
      var text = "x".repeat(length);
      for (var path : List.of("/flows/", "/work_queues/", "/calendars/")) {
        assertRefused(api.post(path, named(text)), "name");
      }
      var run = with("{}", "flow_id", flow);
      assertRefused(api.post("/flow_runs/", with(run, "name", text)), "name");
      assertRefused(api.post("/flow_runs/", with(run, "idempotency_key", text)), "idempotency_key");
      assertRefused(
          api.post("/flow_runs/", run.replace("}", ",\"tags\":[\"" + text + "\"]}")), "tags");
    }
  }

  /**
   * As far as they are indexed, PostgreSQL holds 2,704 bytes a row, and text that repeats shrinks.
   */
  @Test
  void the_longest_ones_are_stored() {
    var random = new java.util.Random(1);
    var name = random.ints(Longest.NAME - 40, 'a', 'z' + 1).mapToObj(Character::toString).toList();
    var text = String.join("", name) + Site.unique("").strip();

    assertThat(api.post("/flows/", named(text)).status()).isEqualTo(201);
    assertThat(api.get("/flows/name/" + text).status()).isEqualTo(200);
    assertThat(api.post("/work_queues/", named(text)).status()).isEqualTo(201);
    assertThat(client.workQueues().readByName(text).name()).isEqualTo(text);
  }

  private static void assertRefused(Http.Answer answer, String field) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.json().path("exception_detail"))
        .anySatisfy(error -> assertThat(error.at("/loc/1").asText()).isEqualTo(field));
  }

  private static String named(String name) {
    return JsonNodeFactory.instance.objectNode().put("name", name).toString();
  }

  private static String with(String object, String key, String value) {
    var text = JsonNodeFactory.instance.textNode(value).toString();
    var start = object.equals("{}") ? "{" : object.substring(0, object.length() - 1) + ",";
    return start + "\"" + key + "\":" + text + "}";
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The stock client puts names into the address and lets httpx encode what cannot stand there. */
  private static String asHttpxWrites(String name) {
    var plain = ";:@$!*'(),=+~";
    var written = encoded(name);
    for (var c : plain.split("")) {
      written = written.replace(encoded(c), c);
    }
    return written;
  }
}
