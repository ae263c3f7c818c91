package dev.rigel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.json.Json;
import dev.rigel.fixture.Reply;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkQueueCommandsTest extends CommandLineCase {
  private static final String ID = "05cbc239-7ab7-448d-8236-774c7d6b4b65";
  private static final String BY_ID = "/work_queues/" + ID;

  private static String queue(String name, String id, String rest) {
    return """
        {"id": "%s", "created": "2026-11-23T11:00:00.123456+00:00", "updated": "2026-11-23T11:30:00+00:00",
         "name": "%s", "description": "", "filter": null, "last_polled": null, %s}"""
        .formatted(id, name, rest);
  }

  private static String blue() {
    return queue("blue", ID, "\"is_paused\": true, \"concurrency_limit\": 3");
  }

  private static String awake() {
    return queue("blue", ID, "\"is_paused\": false");
  }

  @Test
  void create_describes_the_queue_and_what_to_do_with_it() {
    api.on("POST /work_queues/", 201, blue());

    var result = rigel("work-queue", "create", "blue", "--limit", "3");

    assertThat(result.out())
        .isEqualTo(
            """

            Created work queue with properties:
                name - 'blue'
                id - 05cbc239-7ab7-448d-8236-774c7d6b4b65
                concurrency limit - 3

            Start an agent to pick up flow runs from the work queue:
                rigel agent start -q 'blue'

            Inspect the work queue:
                rigel work-queue inspect 'blue'

            """);
    assertThat(result.status()).isZero();
    assertThat(api.bodies("POST /work_queues/").get(0).path("concurrency_limit").asInt())
        .isEqualTo(3);
  }

  @Test
  void time_limits_are_set_shown_and_taken_away() {
    var limited =
        queue(
            "blue",
            ID,
            "\"is_paused\": false, \"pending_timeout_seconds\": 60, \"running_timeout_seconds\": 90");
    api.on("POST /work_queues/", 201, limited)
        .on("GET /work_queues/name/blue", 200, limited)
        .on("GET " + BY_ID, 200, limited)
        .on("PATCH " + BY_ID, 204, "")
        .on("POST /ui/work_queues/filter", 200, "[" + quiet(limited) + "]");

    assertThat(
            rigel(
                    "work-queue",
                    "create",
                    "blue",
                    "--pending-timeout-seconds=60",
                    "--running-timeout-seconds=90")
                .out())
        .contains("    time limits - pending 60 s, running 90 s\n");
    assertThat(api.bodies("POST /work_queues/").get(0))
        .hasToString(
            "{\"name\":\"blue\",\"description\":\"\",\"is_paused\":false,"
                + "\"pending_timeout_seconds\":60,\"running_timeout_seconds\":90}");
    assertThat(rigel("work-queue", "inspect", "blue").out())
        .contains("pending_timeout_seconds=60,\n    running_timeout_seconds=90\n");
    assertThat(rigel("work-queue", "status", "blue").out())
        .contains("Time limits: pending 60 s, running 90 s\n");
    assertThat(
            rigel("work-queue", "set-time-limits", "blue", "--running-timeout-seconds", "5").out())
        .isEqualTo("Time limits set on work queue 'blue'\n");
    assertThat(rigel("work-queue", "clear-time-limits", "blue").out())
        .isEqualTo("Time limits removed on work queue 'blue'\n");
    assertThat(api.bodies("PATCH " + BY_ID))
        .extracting(Object::toString)
        .containsExactly(
            "{\"running_timeout_seconds\":5}",
            "{\"pending_timeout_seconds\":null,\"running_timeout_seconds\":null}");
    assertThat(rigel("work-queue", "set-time-limits", "blue").status()).isEqualTo(1);
    assertThat(rigel("work-queue", "create", "x", "--pending-timeout-seconds", "0").err())
        .contains("'0' is no time limit");
  }

  @Test
  void create_with_tags_warns_and_sends_a_filter() {
    api.on("POST /work_queues/", 201, blue());

    var result = rigel("work-queue", "create", "blue", "-t", "b", "-t", "a");

    assertThat(result.out())
        .startsWith("Supplying `tags` for work queues is deprecated.")
        .contains("    tags - a, b\n");
    assertThat(api.bodies("POST /work_queues/").get(0).at("/filter/tags/0").asText())
        .isEqualTo("b");
  }

  @Test
  void create_of_a_name_that_is_taken_fails_with_one_line() {
    api.on("POST /work_queues/", 409, "{\"detail\": \"taken\"}");

    assertThat(rigel("work-queue", "create", "blue"))
        .isEqualTo(new Result(1, "Work queue with name: 'blue' already exists.\n", ""));
  }

  @Test
  void create_with_a_character_that_is_not_allowed_asks_nobody() {
    var result = rigel("work-queue", "create", "a/b");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out()).contains("Name 'a/b' contains an invalid character").hasLineCount(1);
    assertThat(api.bodies("POST /work_queues/")).isEmpty();
  }

  @Test
  void a_limit_below_zero_asks_nobody() {
    var set = rigel("work-queue", "set-concurrency-limit", "blue", "-1");
    var create = rigel("work-queue", "create", "blue", "--limit", "-1");
    var tag = rigel("concurrency-limit", "create", "gpu", "-1");

    for (var result : List.of(set, create, tag)) {
      assertThat(result.status()).as(result.toString()).isNotZero();
      assertThat(result.err()).contains("'-1' is no limit");
    }
    assertThat(api.bodies("POST /work_queues/")).isEmpty();
  }

  @Test
  void ls_lists_the_newest_first_and_marks_paused_queues() {
    var old =
        queue("old", "1752156f-fadb-4f24-b5f1-5b9c72c0223f", "\"is_paused\": false")
            .replace("11:00", "09:00");
    api.on("POST /work_queues/filter", 200, "[" + old + "," + blue() + "]");

    assertThat(rigel("work-queue", "ls").out())
        .isEqualTo(
            """
                                          Work Queues                              \s
            ┏━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┓
            ┃ Name      ┃                                   ID ┃ Concurrency Limit ┃
            ┡━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━┩
            │ blue (**) │ 05cbc239-7ab7-448d-8236-774c7d6b4b65 │ 3                 │
            │ old       │ 1752156f-fadb-4f24-b5f1-5b9c72c0223f │ None              │
            └───────────┴──────────────────────────────────────┴───────────────────┘
                                  (**) denotes a paused queue                      \s
            """);
  }

  @Test
  void status_shows_how_queues_are() {
    var legacy = queue("tagged", "1752156f-fadb-4f24-b5f1-5b9c72c0223f", "\"is_paused\": false");
    api.on("POST /ui/work_queues/filter", 200, "[" + busy() + "," + quiet(legacy) + "]");

    assertThat(rigel("work-queue", "status").out())
        .isEqualTo(
            """
                                                     Work Queues                                        \s
            ┏━━━━━━━━┳━━━━━━━━━━┳━━━━━━━━━━━┳━━━━━━┳━━━━━━━━━┳━━━━━━━━━┳━━━━━━━━━━━━━━━━┳━━━━━━━━┳━━━━━━┓
            ┃ Name   ┃ Status   ┃ Scheduled ┃ Late ┃ Pending ┃ Running ┃ Oldest Due     ┃ Agents ┃ Free ┃
            ┡━━━━━━━━╇━━━━━━━━━━╇━━━━━━━━━━━╇━━━━━━╇━━━━━━━━━╇━━━━━━━━━╇━━━━━━━━━━━━━━━━╇━━━━━━━━╇━━━━━━┩
            │ blue   │ late     │         4 │    2 │       1 │       5 │ 10 minutes ago │      2 │    3 │
            │ tagged │ unserved │           │      │         │         │                │      0 │    0 │
            └────────┴──────────┴───────────┴──────┴─────────┴─────────┴────────────────┴────────┴──────┘
            """);
  }

  @Test
  void status_of_one_shows_its_agents() throws IOException {
    api.on("GET /work_queues/name/blue", 200, blue())
        .on("GET " + BY_ID, 200, blue())
        .on("POST /ui/work_queues/filter", 200, "[" + busy() + "]");

    assertThat(rigel("work-queue", "status", "blue").out())
        .endsWith(
            """
            │ blue │ late   │         4 │    2 │       1 │       5 │ 10 minutes ago │      2 │    3 │
            └──────┴────────┴───────────┴──────┴─────────┴─────────┴────────────────┴────────┴──────┘
                                                        Agents                                           \s
            ┏━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┳━━━━━━┳━━━━━━━━━━━━━━━━━━━┓
            ┃ Name     ┃                                   ID ┃ State         ┃ Free ┃ Heard Of          ┃
            ┡━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━╇━━━━━━╇━━━━━━━━━━━━━━━━━━━┩
            │ worker   │ 60beb20d-ba2e-4492-b738-6a18d2572c05 │ ONLINE        │    3 │ 30 seconds ago    │
            │ calm-bee │ e088e509-fdd2-4cbc-ae34-30adfcb98aad │ ONLINE, polls │      │ a few seconds ago │
            └──────────┴──────────────────────────────────────┴───────────────┴──────┴───────────────────┘
            """);
    assertThat(api.bodies("POST /ui/work_queues/filter").get(0).at("/ids/0").asText())
        .isEqualTo(ID);
    var json = Json.mapper().readTree(rigel("work-queue", "status", "blue", "-o", "json").out());
    assertThat(json.at("/runs/late").asInt()).isEqualTo(2);
  }

  @Test
  void status_says_so_where_the_server_is_one_of_the_reference() {
    api.on("POST /ui/work_queues/filter", 404, "{\"detail\": \"Not Found\"}");

    var result = rigel("work-queue", "status");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out()).contains("does not tell how queues are").hasLineCount(1);
  }

  private static String busy() {
    return """
        {"work_queue": %s, "oldest_waiting": "2026-11-23T11:50:00+00:00", "free_slots": 3,
         "status": {"healthy": false, "late_runs_count": 2, "last_polled": null, "condition": "late"},
         "runs": {"scheduled": 4, "late": 2, "pending": 1, "running": 5},
         "agents": [{"id": "60beb20d-ba2e-4492-b738-6a18d2572c05", "name": "worker", "state": "ONLINE",
                     "is_native": true, "free": 3, "last_heard_of": "2026-11-23T11:59:30+00:00"},
                    {"id": "e088e509-fdd2-4cbc-ae34-30adfcb98aad", "name": "calm-bee", "state": "ONLINE",
                     "is_native": false, "free": null, "last_heard_of": "2026-11-23T11:59:50+00:00"}]}"""
        .formatted(blue());
  }

  private static String quiet(String queue) {
    return """
        {"work_queue": %s, "oldest_waiting": null, "free_slots": 0, "runs": null, "agents": [],
         "status": {"healthy": false, "late_runs_count": 0, "last_polled": null, "condition": "unserved"}}"""
        .formatted(queue);
  }

  @Test
  void ls_reads_all_pages() {
    var full = "[" + (blue() + ",").repeat(199) + blue() + "]";
    api.on(
        "POST /work_queues/filter",
        call -> Reply.of(200, call.json().path("offset").asInt() == 0 ? full : "[]"));

    assertThat(rigel("work-queue", "ls").out()).hasLineCount(200 + 6);
    assertThat(api.bodies("POST /work_queues/filter")).hasSize(2);
  }

  @Test
  void inspect_shows_what_is_not_usual() {
    api.on("GET /work_queues/name/blue", 200, blue()).on("GET " + BY_ID, 200, blue());

    assertThat(rigel("work-queue", "inspect", "blue").out())
        .isEqualTo(
            """
            WorkQueue(
                id='05cbc239-7ab7-448d-8236-774c7d6b4b65',
                created=DateTime(2026, 11, 23, 11, 0, 0, 123456, tzinfo=Timezone('+00:00')),
                updated=DateTime(2026, 11, 23, 11, 30, 0, tzinfo=Timezone('+00:00')),
                name='blue',
                is_paused=True,
                concurrency_limit=3
            )
            """);
  }

  @Test
  void pause_by_id_asks_for_no_name() {
    api.on("PATCH " + BY_ID, 204, "");

    assertThat(rigel("work-queue", "pause", ID))
        .isEqualTo(new Result(0, "Paused work queue '" + ID + "'\n", ""));
    assertThat(api.bodies("PATCH " + BY_ID).get(0).toString()).isEqualTo("{\"is_paused\":true}");
  }

  @Test
  void limits_are_set_and_cleared() {
    api.on("GET /work_queues/name/blue", 200, blue()).on("PATCH " + BY_ID, 204, "");

    assertThat(rigel("work-queue", "set-concurrency-limit", "blue", "7").out())
        .isEqualTo("Concurrency limit of 7 set on work queue 'blue'\n");
    assertThat(rigel("work-queue", "clear-concurrency-limit", "blue").out())
        .isEqualTo("Concurrency limits removed on work queue 'blue'\n");
    assertThat(api.bodies("PATCH " + BY_ID))
        .extracting(Object::toString)
        .containsExactly("{\"concurrency_limit\":7}", "{\"concurrency_limit\":null}");
  }

  @Test
  void an_unknown_queue_is_named_the_way_it_was_asked_for() {
    assertThat(rigel("work-queue", "delete", "green"))
        .isEqualTo(new Result(1, "No work queue named 'green' found.\n", ""));
    assertThat(rigel("work-queue", "delete", ID))
        .isEqualTo(new Result(1, "No work queue found: '" + ID + "'\n", ""));
    assertThat(rigel("work-queue", "inspect"))
        .isEqualTo(new Result(1, "Provide a work queue name.\n", ""));
  }

  @Test
  void preview_marks_late_runs() {
    var run =
        """
        {"id": "741483d4-dc90-4913-b88d-000000000001", "created": "2026-11-23T11:00:00+00:00",
         "updated": "2026-11-23T11:00:00+00:00", "name": "calm-bee", "flow_id": "%1$s",
         "deployment_id": "%1$s", "expected_start_time": "%2$s"}""";
    var late = run.formatted(ID, "2026-11-23T11:59:00+00:00");
    api.on("GET /work_queues/name/blue", 200, awake())
        .on("GET " + BY_ID, 200, awake())
        .on("POST " + BY_ID + "/get_runs", 200, "[" + late + "]");

    columns = 140;
    assertThat(rigel("work-queue", "preview", "blue", "--hours", "2").out())
        .contains("2026-11-23T11:59:00+00:00 (**)", "calm-bee", "(**) denotes a late run");
    assertThat(api.bodies("POST " + BY_ID + "/get_runs").get(0).path("scheduled_before").asText())
        .startsWith("2026-11-23T14:00:00");
  }

  @Test
  void preview_without_runs_says_what_to_try() {
    api.on("GET /work_queues/name/blue", 200, awake())
        .on("GET " + BY_ID, 200, awake())
        .on("POST " + BY_ID + "/get_runs", 200, "[]");

    assertThat(rigel("work-queue", "preview", "blue"))
        .isEqualTo(
            new Result(
                0,
                "No runs found - try increasing how far into the future you preview with the"
                    + " --hours flag\n",
                ""));
  }

  @Test
  void preview_of_a_paused_queue_says_that_it_is_paused() {
    api.on("GET /work_queues/name/blue", 200, blue())
        .on("GET " + BY_ID, 200, blue())
        .on("POST " + BY_ID + "/get_runs", 200, "[]");

    assertThat(rigel("work-queue", "preview", "blue").out())
        .isEqualTo(
            "Work queue 'blue' is paused: it delivers no runs until `rigel work-queue resume 'blue'`\n");
  }
}
