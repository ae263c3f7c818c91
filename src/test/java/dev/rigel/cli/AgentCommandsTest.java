package dev.rigel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.fixture.Call;
import dev.rigel.fixture.Reply;
import org.junit.jupiter.api.Test;

class AgentCommandsTest extends CommandLineCase {
  private static final String ID = "05cbc239-7ab7-448d-8236-774c7d6b4b65";
  private static final String OTHER = "1752156f-fadb-4f24-b5f1-5b9c72c0223f";
  private static final String RUN = "9f1d9e3a-7b6c-4c5d-9e0f-0a1b2c3d4e5f";

  private static String agent(String id, String name, String state, String rest) {
    return """
        {"id": "%s", "created": "2026-11-23T11:00:00+00:00", "updated": "2026-11-23T11:30:00+00:00",
         "name": "%s", "state": "%s", "last_heard_of": "2026-11-23T11:58:00+00:00", %s}"""
        .formatted(id, name, state, rest);
  }

  private static String online() {
    return agent(
        ID,
        "night-shift",
        "ONLINE",
        """
        "is_native": true, "host": "cellar", "pid": 17, "version": "0.1.0", "labels": ["gpu"],
        "queues": ["high"], "prefixes": ["team-"], "limit": 8, "free": 7,
        "flow_run_ids": ["%s"], "is_drain_asked": false"""
            .formatted(RUN));
  }

  private static String polling() {
    return agent(
        OTHER,
        "stock",
        "ONLINE",
        """
        "is_native": false, "labels": [], "queues": ["low"], "prefixes": [], "flow_run_ids": [],
        "is_drain_asked": false""");
  }

  @Test
  void ls_shows_who_is_there_and_marks_agents_that_poll() {
    columns = 120;
    api.on("POST /agents/filter", 200, "[" + online() + "," + polling() + "]");

    assertThat(rigel("agent", "ls").out())
        .contains("night-shift ", "high, team-*", "1/8", "2 minutes ago", "stock (**)", "ONLINE")
        .doesNotContain("night-shift (**)");
    assertThat(api.bodies("POST /agents/filter").get(0).path("states").toString())
        .isEqualTo("[\"ONLINE\",\"DRAINING\"]");
  }

  @Test
  void ls_shows_names_states_and_runs_whole_on_80_columns() {
    columns = 80;
    api.on("POST /agents/filter", 200, "[" + online() + "," + polling() + "]");

    assertThat(rigel("agent", "ls").out())
        .contains("night-shift ", "high, team-*", "1/8", "2 minutes ago", "stock (**)", "ONLINE")
        .doesNotContain(ID.substring(0, 4));
  }

  @Test
  void ls_of_all_asks_for_all_page_by_page() {
    var full = "[" + (online() + ",").repeat(199) + online() + "]";
    api.on(
        "POST /agents/filter",
        call -> Reply.of(200, call.json().path("offset").asInt() == 0 ? full : "[]"));

    rigel("agent", "ls", "--all");

    assertThat(api.bodies("POST /agents/filter"))
        .hasSize(2)
        .allSatisfy(body -> assertThat(body.has("states")).isFalse());
  }

  @Test
  void ls_speaks_json() {
    api.on("POST /agents/filter", 200, "[" + online() + "]");

    assertThat(rigel("agent", "ls", "-o", "json").out()).contains("\"night-shift\"", RUN);
  }

  @Test
  void inspect_finds_an_agent_by_its_id_and_by_its_name() {
    api.on("GET /agents/" + ID, 200, online());
    api.on("POST /agents/filter", 200, "[" + online() + "]");

    var byId = rigel("agent", "inspect", ID);
    var byName = rigel("agent", "inspect", "night-shift");

    assertThat(byId.out()).contains("state=AgentState.ONLINE", "host='cellar'", RUN);
    assertThat(byName).isEqualTo(byId);
    assertThat(api.bodies("POST /agents/filter").get(0).path("name").asText())
        .isEqualTo("night-shift");
  }

  @Test
  void of_agents_with_one_name_the_one_that_is_there_is_meant() {
    var gone = online().replace("ONLINE", "GONE").replace(ID, OTHER);
    api.on("POST /agents/filter", 200, "[" + gone + "," + online() + "]");

    assertThat(rigel("agent", "inspect", "night-shift").out()).contains(ID);
  }

  @Test
  void several_that_are_there_have_to_be_told_apart() {
    columns = 200;
    api.on("POST /agents/filter", 200, "[" + online() + "," + online().replace(ID, OTHER) + "]");

    var result = rigel("agent", "drain", "night-shift");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out())
        .isEqualTo(
            "2 agents are named 'night-shift'. Give the id of one: " + ID + ", " + OTHER + "\n");
  }

  @Test
  void one_that_is_not_there_is_one_line() {
    api.on("POST /agents/filter", 200, "[]");
    api.on("GET /agents/" + ID, 404, "{\"detail\": \"Agent is unknown\"}");

    assertThat(rigel("agent", "inspect", "nobody"))
        .isEqualTo(new Result(1, "No agent named 'nobody' found.\n", ""));
    assertThat(rigel("agent", "drain", ID))
        .isEqualTo(new Result(1, "No agent found: '" + ID + "'\n", ""));
  }

  @Test
  void drain_tells_the_agent() {
    api.on("POST /agents/filter", 200, "[" + online() + "]");
    api.on("POST /agents/" + ID + "/drain", 204, "");

    assertThat(rigel("agent", "drain", "night-shift"))
        .isEqualTo(new Result(0, "Draining agent 'night-shift'\n", ""));
    assertThat(api.calls()).extracting(Call::name).endsWith("POST /agents/" + ID + "/drain");
  }

  @Test
  void one_that_cannot_be_drained_is_refused_in_the_servers_words() {
    api.on("POST /agents/filter", 200, "[" + online() + "]");
    api.on("POST /agents/" + ID + "/drain", 409, "{\"detail\": \"Agent 'night-shift' is LOST.\"}");

    assertThat(rigel("agent", "drain", "night-shift"))
        .isEqualTo(new Result(1, "Agent 'night-shift' is LOST.\n", ""));
  }

  @Test
  void a_name_that_polls_cannot_tell_is_refused() {
    var result = rigel("agent", "start", "--tag", "night", "--name", "night-shift");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out()).contains("a poll tells no name");
  }

  @Test
  void a_name_a_time_to_drain_and_a_port_that_cannot_be_are_refused() {
    var name = rigel("agent", "start", "-q", "q", "--name", "a/b");
    var drain = rigel("agent", "start", "-q", "q", "--drain-seconds", "-1");
    var port = rigel("agent", "start", "-q", "q", "--health-port", "65536");

    assertThat(name.status()).isEqualTo(1);
    assertThat(name.out()).contains("Name 'a/b' contains an invalid character");
    assertThat(drain.status()).isEqualTo(1);
    assertThat(drain.out()).contains("The time to drain is below zero");
    assertThat(port.status()).isEqualTo(1);
    assertThat(port.out()).contains("The health port 65536 is no port");
    assertThat(api.calls()).isEmpty();
  }
}
