package dev.rigel.server.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rigel.contract.block.BlockDefinition;
import dev.rigel.contract.block.BlockDocumentCreateBuilder;
import dev.rigel.contract.flow.FlowCreate;
import dev.rigel.contract.flowrun.FlowRunCreate;
import dev.rigel.contract.json.BodyReader;
import dev.rigel.contract.json.Json;
import dev.rigel.contract.notification.FlowRunNotificationPolicyCreate;
import dev.rigel.contract.notification.FlowRunNotificationPolicyQuery;
import dev.rigel.contract.notification.FlowRunNotificationPolicyResponse;
import dev.rigel.contract.notification.FlowRunNotificationPolicyUpdate;
import dev.rigel.contract.notification.NotificationTest;
import dev.rigel.contract.state.SetStateStatus;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.fixture.Call;
import dev.rigel.fixture.LogWatch;
import dev.rigel.fixture.ScriptedApi;
import dev.rigel.server.block.BlockDocuments;
import dev.rigel.server.block.BlockSchemas;
import dev.rigel.server.block.BuiltInBlocks;
import dev.rigel.server.flow.Flows;
import dev.rigel.server.flowrun.FlowRunGate;
import dev.rigel.server.flowrun.FlowRuns;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.ServerHarness;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.state.Proposer;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What notifications promise, on whatever database a subclass brings. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class NotificationsSuite {
  private ServerHarness server;
  private NotificationPolicies policies;
  private Notifications notifications;
  private ScriptedApi receiver;
  private UUID block;

  abstract ServerHarness open();

  @BeforeAll
  void start() {
    server = open();
    server.get(BuiltInBlocks.class).register();
    policies = server.get(NotificationPolicies.class);
    notifications = server.get(Notifications.class);
  }

  @BeforeEach
  void listen() throws IOException, SQLException {
    receiver = new ScriptedApi().otherwise(200);
    sql("delete from block_document");
    sql("delete from flow_run_notification_queue");
    block = document(BlockDefinition.WEBHOOK, Map.of("url", receiver.secretUrl()));
  }

  @AfterEach
  void stopListening() {
    receiver.close();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  // policies

  @Test
  void a_policy_is_made_read_changed_and_deleted() {
    var made = policy("[\"Failed\"]", "[\"prod\"]");
    assertThat(policies.read(made.id())).isEqualTo(made);
    assertThat(made.isActive()).isTrue();

    change(made, "{\"is_active\":false,\"message_template\":\"{flow_name}\"}");
    change(made, "{\"tags\":[]}");

    var changed = policies.read(made.id());
    assertThat(changed.isActive()).isFalse();
    assertThat(changed.messageTemplate()).isEqualTo("{flow_name}");
    assertThat(changed.stateNames()).containsExactly("Failed");
    assertThat(changed.tags()).isEmpty();
    change(made, "{\"message_template\":null}");
    assertThat(policies.read(made.id()).messageTemplate()).isNull();

    policies.delete(made.id());
    assertUnknown(made.id());
  }

  private void assertUnknown(UUID id) {
    for (Runnable call :
        List.<Runnable>of(
            () -> policies.read(id),
            () -> policies.update(id, read(FlowRunNotificationPolicyUpdate.class, "{}")),
            () -> policies.delete(id))) {
      assertThatExceptionOfType(Problem.class)
          .isThrownBy(call::run)
          .withMessage("flow run notification policy not found")
          .satisfies(problem -> assertThat(problem.status()).isEqualTo(404));
    }
  }

  @Test
  void a_policy_needs_a_block_that_is_there_and_goes_with_it() {
    var policy = policy("[]", "[]");

    assertThatThrownBy(() -> policy("[]", "[]", UUID.randomUUID()))
        .rootCause()
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).startsWith("23"));
    server.get(BlockDocuments.class).delete(block);
    assertUnknown(policy.id());
  }

  @Test
  void an_empty_filter_lists_the_inactive_policies_as_the_reference_does() {
    var active = policy("[]", "[]");
    var inactive = policy("[]", "[]");
    change(inactive, "{\"is_active\":false}");
    var filter = "{\"flow_run_notification_policy_filter\":%s}";

    assertThat(listed("{}")).containsExactlyInAnyOrder(active.id(), inactive.id());
    assertThat(listed(filter.formatted("null"))).hasSize(2);
    assertThat(listed(filter.formatted("{}"))).containsExactly(inactive.id());
    assertThat(listed(filter.formatted("{\"is_active\":{\"eq_\":true}}")))
        .containsExactly(active.id());
    assertThat(listed("{\"limit\":1}")).hasSize(1);
  }

  private List<UUID> listed(String query) {
    return policies.list(read(FlowRunNotificationPolicyQuery.class, query)).stream()
        .map(FlowRunNotificationPolicyResponse::id)
        .toList();
  }

  // what is queued

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          []                       | []               | 1
          ["Failed","Renamed"]     | []               | 1
          ["FAILED"]               | []               | 0
          ["Completed"]            | []               | 0
          []                       | ["b","x"]        | 1
          []                       | ["x"]            | 0
          ["Renamed"]              | ["a"]            | 1
          ["Completed"]            | ["a"]            | 0
          """)
  void a_state_is_told_where_names_and_tags_fit(String names, String tags, int messages) {
    policy(names, tags);
    var run = run("[\"a\",\"b\"]");

    propose(run, "{\"type\":\"FAILED\",\"name\":\"Renamed\"}");

    assertThat(queued()).isEqualTo(messages);
  }

  @Test
  void an_inactive_policy_a_first_state_and_a_refused_one_are_not_told() {
    change(policy("[]", "[]"), "{\"is_active\":false}");
    propose(run("[]"), "{\"type\":\"RUNNING\"}");
    assertThat(queued()).isZero();

    policy("[]", "[]");
    var run = run("[]");
    assertThat(queued()).isZero();
    propose(run, "{\"type\":\"PENDING\"}");
    assertThat(queued()).isZero();
  }

  @Test
  void every_policy_has_its_own_message() {
    policy("[]", "[]");
    policy("[\"Running\"]", "[]");

    propose(run("[]"), "{\"type\":\"RUNNING\"}");

    assertThat(queued()).isEqualTo(2);
  }

  // what is sent

  @Test
  void a_message_is_sent_once_and_says_what_happened() throws IOException {
    policy("[\"Failed\"]", "[]");
    var run = run("[]");
    propose(run, "{\"type\":\"RUNNING\"}");
    propose(run, "{\"type\":\"FAILED\",\"message\":\"disk full\"}");

    sendDue(notifications);
    server.clock().advance(Duration.ofHours(1));
    sendDue(notifications);

    assertThat(receiver.calls()).hasSize(1);
    var sent = Json.mapper().readTree(receiver.calls().get(0).body());
    assertThat(sent.get("subject").textValue()).isEqualTo("Prefect flow run notification");
    assertThat(sent.get("body").textValue())
        .contains(
            "entered state `Failed` at ", "State message: disk full", "/flow-runs/flow-run/" + run);
    assertThat(sent.get("flow_run_state_type").textValue()).isEqualTo("FAILED");
    assertThat(queued()).isZero();
  }

  @Test
  void a_receiver_that_fails_is_tried_again_later_and_later() {
    policy("[]", "[]");
    propose(run("[]"), "{\"type\":\"RUNNING\"}");
    receiver.otherwise(503);

    sendDue(notifications);
    sendDue(notifications);
    assertThat(receiver.calls()).hasSize(1);
    for (var wait : List.of(4, 16, 64, 256)) {
      var before = receiver.calls().size();
      server.clock().advance(Duration.ofSeconds(wait).minusMillis(1));
      sendDue(notifications);
      assertThat(receiver.calls()).hasSize(before);
      server.clock().advance(Duration.ofMillis(1));
      sendDue(notifications);
      assertThat(receiver.calls()).hasSize(before + 1);
    }
    receiver.otherwise(200);
    server.clock().advance(Duration.ofSeconds(1024));
    sendDue(notifications);
    assertThat(receiver.calls()).hasSize(6);
    assertThat(queued()).isZero();
  }

  @Test
  void after_six_attempts_a_message_is_given_up() {
    policy("[]", "[]");
    propose(run("[]"), "{\"type\":\"RUNNING\"}");
    receiver.otherwise(500);

    for (int i = 0; i < 10; i++) {
      sendDue(notifications);
      server.clock().advance(Duration.ofHours(1));
    }

    assertThat(receiver.calls()).hasSize(6);
    assertThat(queued()).isZero();
  }

  @Test
  void a_receiver_that_fails_is_asked_once_for_all_its_messages_and_holds_up_nobody_else()
      throws IOException {
    policy("[]", "[]");
    try (var other = new ScriptedApi().otherwise(200)) {
      policy("[]", "[]", document(BlockDefinition.SLACK_WEBHOOK, Map.of("url", other.secretUrl())));
      for (int i = 0; i < 3; i++) {
        propose(run("[]"), "{\"type\":\"RUNNING\"}");
      }
      receiver.otherwise(500);

      sendDue(notifications);

      assertThat(receiver.calls()).hasSize(1);
      assertThat(other.calls()).hasSize(3);
      receiver.otherwise(200);
      server.clock().advance(Duration.ofSeconds(4));
      sendDue(notifications);
      assertThat(receiver.calls()).hasSize(4);
    }
  }

  @Test
  void a_message_that_is_refused_for_good_is_not_tried_again() {
    policy("[]", "[]");
    propose(run("[]"), "{\"type\":\"RUNNING\"}");
    receiver.otherwise(404);

    sendDue(notifications);

    assertThat(queued()).isZero();
  }

  @Test
  void what_cannot_send_is_given_up() {
    policy("[]", "[]", document("json", Map.of("value", 1)));
    propose(run("[]"), "{\"type\":\"RUNNING\"}");

    sendDue(notifications);

    assertThat(queued()).isZero();
  }

  @Test
  void what_was_given_up_is_remembered_until_a_message_arrives() throws SQLException {
    policy("[]", "[]");
    receiver.otherwise(404);
    for (int i = 0; i < 2; i++) {
      propose(run("[]"), "{\"type\":\"RUNNING\"}");
      sendDue(notifications);
    }
    assertThat(givenUp()).containsExactly("2: the receiver answered 404");

    receiver.otherwise(503);
    propose(run("[]"), "{\"type\":\"RUNNING\"}");
    for (int i = 0; i < 6; i++) {
      assertThat(givenUp()).containsExactly("2: the receiver answered 404");
      sendDue(notifications);
      server.clock().advance(Duration.ofHours(1));
    }
    assertThat(givenUp()).containsExactly("3: the receiver answered 503");

    receiver.otherwise(200);
    propose(run("[]"), "{\"type\":\"RUNNING\"}");
    sendDue(notifications);
    assertThat(givenUp()).isEmpty();
  }

  @Test
  void what_was_given_up_goes_with_its_policy_and_counts_for_no_other() throws SQLException {
    var policy = policy("[]", "[]", document("json", Map.of("value", 1)));
    policy("[]", "[]");
    propose(run("[]"), "{\"type\":\"RUNNING\"}");

    sendDue(notifications);

    assertThat(givenUp()).containsExactly("1: blocks of type json cannot send");
    policies.delete(policy.id());
    assertThat(givenUp()).isEmpty();
  }

  private List<String> givenUp() throws SQLException {
    try (var connection = server.database().source().getConnection();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select given_up || ': ' || refusal from flow_run_notification_failure")) {
      var all = new ArrayList<String>();
      while (rows.next()) {
        all.add(rows.getString(1));
      }
      return all;
    }
  }

  @Test
  void a_message_about_something_that_is_gone_is_dropped() {
    var policy = policy("[]", "[]");
    propose(run("[]"), "{\"type\":\"RUNNING\"}");
    policies.delete(policy.id());

    sendDue(notifications);

    assertThat(receiver.calls()).isEmpty();
    assertThat(queued()).isZero();
  }

  @Test
  void a_message_taken_by_a_server_that_died_is_sent_by_another_two_minutes_later() {
    policy("[]", "[]");
    propose(run("[]"), "{\"type\":\"RUNNING\"}");
    server.get(NotificationQueue.class).take();

    sendDue(notifications);
    assertThat(receiver.calls()).isEmpty();
    server.clock().advance(Duration.ofMinutes(2));
    sendDue(notifications);
    assertThat(receiver.calls()).hasSize(1);
  }

  @Test
  void two_servers_send_each_message_once() throws Exception {
    policy("[]", "[]");
    for (int i = 0; i < 20; i++) {
      propose(run("[]"), "{\"type\":\"RUNNING\"}");
    }
    var pool = Executors.newFixedThreadPool(2);
    try (var second = ServerHarness.beside(server.database(), JpaProvider.HIBERNATE)) {
      second.clock().set(server.clock().now());
      var one = pool.submit(() -> sendDue(notifications));
      var two = pool.submit(() -> sendDue(second.get(Notifications.class)));
      one.get();
      two.get();
      // H2 may answer short while another one holds rows; the next tick takes what is left
      sendDue(notifications);
    } finally {
      pool.shutdownNow();
    }

    assertThat(receiver.calls()).hasSize(20);
    assertThat(receiver.calls()).extracting(Call::body).doesNotHaveDuplicates();
  }

  @Test
  void the_log_tells_of_a_failure_without_the_address() {
    policy("[]", "[]");
    propose(run("[]"), "{\"type\":\"RUNNING\"}");
    receiver.close();

    try (var log = new LogWatch(Notifications.class.getName())) {
      sendDue(notifications);

      assertThat(log.messages())
          .singleElement()
          .asString()
          .contains("the receiver was not reached: ConnectException; next try in 4 s")
          .doesNotContain("secret-part", "127.0.0.1");
    }
  }

  @Test
  void a_test_is_sent_at_once_and_says_that_it_is_one() throws IOException {
    var policy = policy("[\"Failed\"]", "[\"prod\"]");
    change(
        policy,
        "{\"is_active\":false,\"message_template\":\"{flow_run_name}: {flow_run_state_message}\"}");

    assertThat(notifications.test(policy.id())).isEqualTo(new NotificationTest(true, null));

    assertThat(receiver.calls()).hasSize(1);
    assertThat(Json.mapper().readTree(receiver.calls().get(0).body()).get("body").textValue())
        .isEqualTo("example-run: This is a test; no run has entered this state.");
    assertThat(queued()).isZero();
  }

  @Test
  void a_test_that_does_not_arrive_says_why_and_no_address_and_is_not_repeated() {
    var policy = policy("[]", "[]");
    receiver.otherwise(503);

    var refused = notifications.test(policy.id());

    assertThat(refused).isEqualTo(new NotificationTest(false, "the receiver answered 503"));
    sendDue(notifications);
    assertThat(receiver.calls()).hasSize(1);
    receiver.close();
    assertThat(notifications.test(policy.id()).refusal())
        .startsWith("the receiver was not reached")
        .doesNotContain("secret", "127.0.0.1", "localhost");
    assertThat(notifications.test(policy("[]", "[]", document("json", Map.of("value", 1))).id()))
        .isEqualTo(new NotificationTest(false, "blocks of type json cannot send"));
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> notifications.test(UUID.randomUUID()))
        .satisfies(problem -> assertThat(problem.status()).isEqualTo(404));
  }

  private static void sendDue(Notifications notifications) {
    var more = true;
    while (more) {
      more = notifications.sendNext();
    }
  }

  // fixtures

  private UUID run(String tags) {
    var flow = server.get(Flows.class).create(new FlowCreate("weather", List.of())).value();
    var create =
        "{\"flow_id\":\"%s\",\"tags\":%s,\"state\":{\"type\":\"PENDING\"}}"
            .formatted(flow.id(), tags);
    return server.get(FlowRuns.class).create(read(FlowRunCreate.class, create), null).value().id();
  }

  private void propose(UUID run, String state) {
    server.clock().advance(Duration.ofMillis(1));
    var proposal = read(StateProposal.class, "{\"state\":" + state + "}");
    var status =
        server
            .get(FlowRunGate.class)
            .propose(List.of(run), proposal, Proposer.NEWEST)
            .get(0)
            .status();
    assertThat(status).isIn(SetStateStatus.ACCEPT, SetStateStatus.ABORT);
  }

  private FlowRunNotificationPolicyResponse policy(String stateNames, String tags) {
    return policy(stateNames, tags, block);
  }

  private FlowRunNotificationPolicyResponse policy(String stateNames, String tags, UUID document) {
    return policies.create(
        read(
            FlowRunNotificationPolicyCreate.class,
            "{\"state_names\":%s,\"tags\":%s,\"block_document_id\":\"%s\"}"
                .formatted(stateNames, tags, document)));
  }

  private void change(FlowRunNotificationPolicyResponse policy, String update) {
    policies.update(policy.id(), read(FlowRunNotificationPolicyUpdate.class, update));
  }

  private UUID document(String slug, Map<String, Object> data) {
    var definition = BlockDefinition.of(slug);
    var schema = server.get(BlockSchemas.class).readByChecksum(definition.checksum(), null);
    return server
        .get(BlockDocuments.class)
        .create(
            BlockDocumentCreateBuilder.builder()
                .data(data)
                .blockSchemaId(schema.id())
                .blockTypeId(schema.blockTypeId())
                .isAnonymous(true)
                .build())
        .id();
  }

  private int queued() {
    try (var connection = server.database().source().getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery("select count(*) from flow_run_notification_queue")) {
      row.next();
      return row.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void sql(String change) throws SQLException {
    try (var connection = server.database().source().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(change);
    }
  }

  private static <T> T read(Class<T> type, String json) {
    try {
      return BodyReader.read(Json.mapper().readTree(json), type);
    } catch (IOException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
