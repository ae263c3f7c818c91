package dev.rigel.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rigel.contract.json.Json;
import dev.rigel.contract.state.SetStateStatus;
import dev.rigel.fixture.Call;
import dev.rigel.fixture.Reply;
import dev.rigel.fixture.ScriptedApi;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The way from an agent to its server, and what may go wrong on it. */
final class TroubledApi implements AutoCloseable {
  private static final String SET_STATE = "POST /flow_runs/.*/set_state";
  private static final String EXCHANGE = "POST /agents/.*/exchange";
  private static final String GET_RUNS = "POST /work_queues/.*/get_runs";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final URI server;
  private final ScriptedApi front =
      new ScriptedApi().trouble(this::trouble).otherwise(this::answer);
  private final Set<String> failingPaths = ConcurrentHashMap.newKeySet();
  private final Set<String> refusedNames = ConcurrentHashMap.newKeySet();
  private volatile boolean down;
  private volatile boolean hidden;
  private volatile boolean pollsAreNonsense;
  private volatile boolean knowsAgents = true;
  private volatile boolean keepsProposalIds = true;
  private volatile boolean delaysNext;
  private volatile boolean losesNextOrders;
  private volatile boolean waits;
  private Optional<Call> delayed = Optional.empty();
  private Optional<Reply> nextAnswer = Optional.empty();

  /** With the server's own address, without a slash at the end. */
  TroubledApi(String server) {
    this.server = URI.create(server);
  }

  URI url() {
    return URI.create(front.url());
  }

  /** Every call is answered 500 from now on, or no longer. */
  void down(boolean now) {
    down = now;
  }

  /**
   * From now on every call is answered 404 with a page, as by Payara while it starts; or no more.
   */
  void hidden(boolean now) {
    hidden = now;
  }

  /** From now on as a server of the reference, which knows no agents. */
  void knowNoAgents() {
    knowsAgents = false;
  }

  /** From now on as a server of the reference, to which every proposal is a new one. */
  void keepNoProposalIds() {
    keepsProposalIds = false;
  }

  /** The next proposal is answered 500, and arrives just before it is made the second time. */
  void delayTheNextProposal() {
    delaysNext = true;
  }

  /** The next exchange that gives runs is not answered. */
  void loseNextOrders() {
    losesNextOrders = true;
  }

  /** From now on exchanges that may wait and say nothing are not answered in time. */
  void lettingAgentsWait() {
    waits = true;
  }

  /** A queue of this name is refused, in the API's words. */
  void refusing(String queueName) {
    refusedNames.add(queueName);
  }

  /** Calls of paths that contain this are answered 500. */
  void failing(String pathPart) {
    failingPaths.add(pathPart);
  }

  /** The next accepted state is stored, and its answer never sent. */
  synchronized void loseNextAnswer() {
    nextAnswer = Optional.of(Reply.CUT);
  }

  /** The next accepted state is stored; its answer does not come, and the connection stays open. */
  synchronized void holdNextAnswer() {
    nextAnswer = Optional.of(Reply.HELD);
  }

  /** Polls are answered with what no server may answer. */
  void answerPollsWithNonsense(boolean now) {
    pollsAreNonsense = now;
  }

  /** Ids of the queues that were polled, in order. */
  List<String> polls() {
    return pollCalls().map(call -> call.path().split("/")[3]).toList();
  }

  /** How often agents have asked for runs, in either way. */
  long timesAsked() {
    return pollCalls().count() + exchanges().size();
  }

  /** Bodies of the exchanges, in order. */
  List<JsonNode> exchanges() {
    return front.calls().stream()
        .filter(call -> call.name().matches(EXCHANGE))
        .map(Call::json)
        .toList();
  }

  /** The proposals of states of flow runs, in order. */
  List<Call> proposals() {
    return front.calls().stream().filter(call -> call.name().matches(SET_STATE)).toList();
  }

  /** The ids that polls brought along, each once. */
  List<String> agents() {
    return pollCalls().map(call -> call.json().get("agent_id").asText()).distinct().toList();
  }

  private Stream<Call> pollCalls() {
    return front.calls().stream().filter(call -> call.name().matches(GET_RUNS));
  }

  private Optional<Reply> trouble(Call call) {
    if (hidden) {
      return Optional.of(Reply.NO_SUCH_PAGE);
    }
    if (down || failingPaths.stream().anyMatch(call.path()::contains)) {
      return Optional.of(serverError());
    }
    if (!knowsAgents && call.name().startsWith("POST /agents/")) {
      return Optional.of(Reply.refusal(404, "Not Found"));
    }
    if (call.name().equals("POST /work_queues/")
        && refusedNames.contains(call.json().get("name").asText())) {
      return Optional.of(Reply.refusal(422, "no such names here"));
    }
    return pollsAreNonsense && call.name().matches(GET_RUNS)
        ? Optional.of(Reply.of(200, "[null]"))
        : Optional.empty();
  }

  private static Reply serverError() {
    return Reply.json(500, Map.of("exception_message", "Internal Server Error"));
  }

  private Reply answer(Call call) throws IOException {
    if (call.name().matches(EXCHANGE)) {
      return exchanged(call);
    }
    return call.name().matches(SET_STATE) ? proposed(call) : forwarded(call, call.body());
  }

  private Reply exchanged(Call call) throws IOException {
    var reply = forwarded(call, call.body());
    var orders = Json.mapper().readTree(reply.body());
    if (losesNextOrders && !orders.path("claims").isEmpty()) {
      losesNextOrders = false;
      return Reply.CUT;
    }
    var isEmpty = Stream.of("claims", "cancel", "revoked").allMatch(o -> orders.path(o).isEmpty());
    return waits && isEmpty && call.json().path("longest_wait").asDouble() > 0 ? Reply.HELD : reply;
  }

  private synchronized Reply proposed(Call call) throws IOException {
    if (delaysNext) {
      delaysNext = false;
      delayed = Optional.of(call);
      return serverError();
    }
    if (delayed.isPresent()) {
      forwarded(delayed.get(), proposal(delayed.get()));
      delayed = Optional.empty();
    }
    var reply = forwarded(call, proposal(call));
    if (nextAnswer.isEmpty() || !isAccepted(reply)) {
      return reply;
    }
    var instead = nextAnswer.get();
    nextAnswer = Optional.empty();
    return instead;
  }

  private String proposal(Call call) {
    var body = (ObjectNode) call.json();
    return (keepsProposalIds ? body : body.without("proposal_id")).toString();
  }

  private static boolean isAccepted(Reply reply) throws IOException {
    var status = Json.mapper().readTree(reply.body()).path("status").asText();
    return status.equals(SetStateStatus.ACCEPT.name());
  }

  private Reply forwarded(Call call, String body) throws IOException {
    var request = HttpRequest.newBuilder(server.resolve(call.uri()));
    for (var name : List.of("Accept", "Content-Type", "X-PREFECT-API-VERSION", "Authorization")) {
      Optional.ofNullable(call.header(name)).ifPresent(value -> request.header(name, value));
    }
    request.method(call.method(), BodyPublishers.ofString(body));
    try {
      var response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
      var type = response.headers().firstValue("Content-Type").orElse("");
      return new Reply(response.statusCode(), response.body(), Map.of("Content-Type", type));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** From now on nobody answers. */
  @Override
  public void close() {
    front.close();
  }
}
