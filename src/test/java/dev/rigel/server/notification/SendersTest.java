package dev.rigel.server.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rigel.contract.json.Json;
import dev.rigel.fixture.ScriptedApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendersTest {
  private static final Message MESSAGE =
      new Message("A run failed", "Flow run ärger/blue-fox\nfailed", Map.of("flow_name", "ärger"));

  private ScriptedApi receiver;
  private final WebhookSender webhook = new WebhookSender();
  private final SlackSender slack = new SlackSender();
  private final EmailSender email = new EmailSender();

  @BeforeEach
  void start() throws IOException {
    receiver = new ScriptedApi().otherwise(200);
    webhook.http = new JsonPost();
    slack.http = new JsonPost();
    email.clock = Clock.fixed(Instant.parse("2022-11-23T12:00:00Z"), ZoneOffset.UTC);
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void a_webhook_gets_the_message_and_its_facts_with_the_headers_of_the_block() throws Exception {
    var data =
        Map.of("url", receiver.secretUrl(), "headers", Map.of("Authorization", "Bearer token"));

    webhook.send(Map.copyOf(data), MESSAGE);

    assertThat(receiver.calls())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.method()).isEqualTo("POST");
              assertThat(request.headers()).containsEntry("Authorization", List.of("Bearer token"));
              assertThat(request.headers())
                  .containsEntry("Content-type", List.of("application/json"));
              assertThat(json(request.body()).get("subject").textValue()).isEqualTo("A run failed");
              assertThat(json(request.body()).get("body").textValue()).isEqualTo(MESSAGE.body());
              assertThat(json(request.body()).get("flow_name").textValue()).isEqualTo("ärger");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                                             | the receiver was not reached: HttpTimeoutException",
        "HTTP/1.1 200 OK<>Content-Length: 9<><>half   |",
        "HTTP/1.1 500 Oh no<>Content-Length: 9<><>half | the receiver answered 500"
      })
  void a_receiver_that_does_not_end_its_answer_is_waited_for_in_vain_for_a_while_only(
      String answer, String refusal) throws Exception {
    webhook.http = new JsonPost(Duration.ofMillis(700));
    var pool = Executors.newSingleThreadExecutor();
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var accepted = pool.submit(() -> answered(socket, answer));
      var url = "http://127.0.0.1:" + socket.getLocalPort() + "/hook/secret-part";

      var why =
          assertTimeoutPreemptively(Duration.ofSeconds(30), () -> refusal(Map.of("url", url)));

      assertThat(why).isEqualTo(refusal);
      accepted.get().close();
    } finally {
      pool.shutdownNow();
    }
  }

  private String refusal(Map<String, Object> data) {
    try {
      webhook.send(data, MESSAGE);
      return null;
    } catch (NotSent e) {
      return e.getMessage();
    }
  }

  /** The connection stays open. */
  private static Socket answered(ServerSocket receiver, String answer) throws IOException {
    var connection = receiver.accept();
    if (answer != null) {
      connection
          .getOutputStream()
          .write(answer.replace("<>", "\r\n").getBytes(StandardCharsets.UTF_8));
    }
    return connection;
  }

  @Test
  void a_slack_webhook_gets_one_text() throws Exception {
    slack.send(Map.of("url", receiver.secretUrl()), MESSAGE);

    assertThat(receiver.calls())
        .singleElement()
        .satisfies(
            request ->
                assertThat(json(request.body()))
                    .isEqualTo(
                        json("{\"text\":\"*A run failed*\\nFlow run ärger/blue-fox\\nfailed\"}")));
  }

  @ParameterizedTest
  @CsvSource({
    "200,",
    "204,",
    "500,false",
    "503,false",
    "429,false",
    "302,true",
    "400,true",
    "404,true"
  })
  void an_answer_tells_whether_another_try_makes_sense(int status, Boolean isFinal)
      throws Exception {
    receiver.otherwise(status);
    if (isFinal == null) {
      slack.send(Map.of("url", receiver.secretUrl()), MESSAGE);
    } else {
      assertThatExceptionOfType(NotSent.class)
          .isThrownBy(() -> slack.send(Map.of("url", receiver.secretUrl()), MESSAGE))
          .withMessage("the receiver answered " + status)
          .satisfies(e -> assertThat(e.isFinal()).isEqualTo(isFinal));
    }
  }

  @Test
  void a_receiver_that_is_not_there_is_tried_again() throws IOException {
    var url = receiver.secretUrl();
    receiver.close();

    assertThatExceptionOfType(NotSent.class)
        .isThrownBy(() -> webhook.send(Map.of("url", url), MESSAGE))
        .withMessage("the receiver was not reached: ConnectException")
        .satisfies(e -> assertThat(e.isFinal()).isFalse());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"no url with secret-part", "ftp://secret-part", "slack://secret-part/x", " "})
  void an_address_that_is_none_is_given_up_and_not_shown(String url) {
    assertThatExceptionOfType(NotSent.class)
        .isThrownBy(() -> slack.send(Map.of("url", url), MESSAGE))
        .satisfies(e -> assertThat(e.isFinal()).isTrue())
        .withMessageNotContaining("secret-part")
        .withNoCause();
  }

  @Test
  void a_mail_reaches_every_recipient_with_a_log_in() throws Exception {
    try (var server = new MailServer("250 ok")) {
      var data = mail(server.port());
      data.put("username", "rigel");
      data.put("password", "hush");

      email.send(data, MESSAGE);

      assertThat(server.commands())
          .contains(
              "MAIL FROM:<rigel@example.org>", "RCPT TO:<a@example.org>", "RCPT TO:<b@example.org>")
          .contains("AUTH PLAIN " + base64("rigel\0rigel\0hush"));
      assertThat(server.mails())
          .singleElement()
          .asString()
          .contains("Subject: A run failed", "From: rigel@example.org", "Date: Wed, 23 Nov 2022")
          .contains("Flow run =C3=A4rger/blue-fox");
    }
  }

  @Test
  void without_a_user_nobody_logs_in() throws Exception {
    try (var server = new MailServer("250 ok")) {
      email.send(mail(server.port()), MESSAGE);

      assertThat(server.mails()).hasSize(1);
      assertThat(server.commands()).noneMatch(command -> command.startsWith("AUTH"));
    }
  }

  @Test
  void a_mail_server_that_does_not_offer_encryption_gets_nothing_unless_the_block_allows_it()
      throws Exception {
    try (var server = new MailServer("250 ok")) {
      var data = mail(server.port());
      data.remove("smtp_type");

      assertThatExceptionOfType(NotSent.class).isThrownBy(() -> email.send(data, MESSAGE));
      assertThat(server.mails()).isEmpty();
    }
  }

  @Test
  void a_mail_server_that_refuses_or_is_away_is_tried_again() throws Exception {
    try (var server = new MailServer("450 not now")) {
      assertThatExceptionOfType(NotSent.class)
          .isThrownBy(() -> email.send(mail(server.port()), MESSAGE))
          .satisfies(e -> assertThat(e.isFinal()).isFalse());
    }
    assertThatExceptionOfType(NotSent.class)
        .isThrownBy(() -> email.send(mail(freePort()), MESSAGE))
        .satisfies(e -> assertThat(e.isFinal()).isFalse());
  }

  @ParameterizedTest
  @ValueSource(strings = {"smtp_server", "sender", "recipients"})
  void a_mail_block_without_a_field_is_given_up(String field) {
    var data = mail(25);
    data.remove(field);

    assertThatExceptionOfType(NotSent.class)
        .isThrownBy(() -> email.send(data, MESSAGE))
        .withMessage("the block has no " + field)
        .satisfies(e -> assertThat(e.isFinal()).isTrue());
  }

  private static Map<String, Object> mail(int port) {
    return new HashMap<>(
        Map.of(
            "smtp_server", "127.0.0.1",
            "smtp_port", port,
            "smtp_type", "insecure",
            "sender", "rigel@example.org",
            "recipients", List.of("a@example.org", "b@example.org")));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static JsonNode json(String text) {
    try {
      return Json.mapper().readTree(text);
    } catch (IOException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
