package dev.rigel.stress;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rigel.contract.agent.AgentCreateBuilder;
import dev.rigel.contract.agent.AgentExchange;
import dev.rigel.contract.agent.AgentExchangeBuilder;
import dev.rigel.contract.agent.RunReport;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateType;
import dev.rigel.stress.Ledger.Event;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Exchanges; what it starts speaks by the token of its run. Now and then an answer gets lost and is
 * asked for again, a run is forgotten while its process goes on, or given back, or its process
 * dies.
 */
final class NativeAgent extends Colleague {
  private static final Duration PREFETCH = Duration.ofSeconds(1);

  /** Shorter while it has runs: one that ends makes room, which only the next exchange tells. */
  private static final Duration WAIT_WITH_RUNS = Duration.ofMillis(100);

  private static final Duration WAIT = Duration.ofSeconds(1);

  /** What it starts needs some time until it proposes RUNNING. */
  private static final int MOST_MILLIS_TO_START = 60;

  private static final int LATE_MILLIS = 1500;

  /** Of 100 claims or exchanges. */
  private static final int ACCIDENTS = 3;

  private final Duty duty;
  private final Calls calls;
  private final Random random;
  private final Ledger ledger;
  private final Hands hands;
  private final Work work;

  /** By their tokens: a run that comes again has another one. */
  private final Map<UUID, String> inHand = new ConcurrentHashMap<>();

  private final Map<UUID, RunReport> reports = new ConcurrentHashMap<>();
  private int sequence;
  private String id;

  NativeAgent(String name, Duty duty, URI api, Random random, Ledger ledger) {
    super(name, ledger);
    this.duty = duty;
    this.random = random;
    this.ledger = ledger;
    calls = Calls.to(api, life, ledger);
    hands = new Hands(duty.limit(), ledger);
    work = new Work(name, life, random, ledger);
  }

  @Override
  boolean hasRuns() {
    return !inHand.isEmpty();
  }

  @Override
  void serve() {
    register();
    try (hands) {
      while (!life.isRetiring() || hasRuns()) {
        exchange();
      }
    }
    calls.send("DELETE", "/agents/" + id, null);
  }

  private void register() {
    var agent =
        AgentCreateBuilder.builder()
            .name(name())
            .labels(List.of())
            .queues(duty.queues())
            .prefixes(duty.prefixes())
            .limit(duty.limit())
            .build();
    id = calls.post("/agents/", agent).path("id").asText();
  }

  private void exchange() {
    var told = told();
    try {
      var orders = calls.post("/agents/" + id + "/exchange", told);
      obey(told, isAccident() ? asked(told, orders) : orders);
    } catch (Calls.Trouble inTheLedger) {
      life.rest(100);
    }
  }

  private boolean isAccident() {
    return random.nextInt(100) < ACCIDENTS;
  }

  private AgentExchange told() {
    var due = Map.copyOf(reports);
    return AgentExchangeBuilder.builder()
        .requestId(UUID.randomUUID())
        .sequence(++sequence)
        .free(life.isRetiring() ? 0 : hands.free())
        .flowRunIds(List.copyOf(inHand.keySet()))
        .endingFlowRunIds(List.copyOf(due.keySet()))
        .reports(List.copyOf(due.values()))
        .prefetch(PREFETCH)
        .longestWait(hasRuns() ? WAIT_WITH_RUNS : WAIT)
        .isDraining(life.isRetiring())
        .build();
  }

  /** The same request again, as if its answer had got lost. */
  private JsonNode asked(AgentExchange told, JsonNode lost) {
    ledger.count(Event.ANSWERS_REPEATED);
    var again = AgentExchangeBuilder.builder(told).sequence(++sequence).build();
    var orders = calls.post("/agents/" + id + "/exchange", again);
    var tokens = tokens(orders);
    tokens(lost)
        .forEach(
            (run, token) -> {
              if (!tokens.getOrDefault(run, token).equals(token)) {
                ledger.trouble("run " + run + " has another token in the repeated answer");
              }
            });
    return orders;
  }

  private static Map<UUID, String> tokens(JsonNode orders) {
    var tokens = new HashMap<UUID, String>();
    for (var claim : orders.path("claims")) {
      var run = UUID.fromString(claim.path("flow_run").path("id").asText());
      tokens.put(run, claim.path("token").asText());
    }
    return tokens;
  }

  private void obey(AgentExchange told, JsonNode orders) {
    for (var report : told.reports()) {
      if (reports.remove(report.flowRunId(), report)) {
        inHand.remove(report.flowRunId());
      }
    }
    for (var run : orders.path("revoked")) {
      ledger.count(Event.RUNS_REVOKED);
      drop(UUID.fromString(run.asText()));
    }
    for (var run : orders.path("cancel")) {
      cancel(UUID.fromString(run.asText()));
    }
    tokens(orders).forEach(this::take);
  }

  private void cancel(UUID run) {
    if (inHand.containsKey(run)) {
      report(run, StateProposal.of(StateCreate.of(StateType.CANCELLED, "Ended by " + name())));
    }
  }

  /** Its process learns by itself that its token is dead. */
  private void drop(UUID run) {
    reports.remove(run);
    inHand.remove(run);
  }

  private void take(UUID run, String token) {
    if (isAccident()) {
      ledger.count(Event.CLAIMS_FORGOTTEN);
      hands.begin(() -> executeLate(run, token));
      return;
    }
    inHand.put(run, token);
    if (isAccident()) {
      ledger.count(Event.RUNS_GIVEN_BACK);
      var back = StateCreate.scheduled(OffsetDateTime.now(Clock.systemUTC()), "Given back.");
      report(run, StateProposal.forced(back));
    } else if (!hands.begin(() -> execute(run, token))) {
      ledger.trouble(name() + " was given more than it asked for");
    }
  }

  /** A process of which the agent knows nothing begins when the run went back long since. */
  private void executeLate(UUID run, String token) {
    life.rest(LATE_MILLIS);
    work.execute(calls.by(token), run);
  }

  private void execute(UUID run, String token) {
    life.rest(random.nextInt(MOST_MILLIS_TO_START));
    if (isAccident()) {
      work.begin(calls.by(token), run);
      ledger.count(Event.PROCESSES_DIED);
      var crashed = "Crashed: its process at " + name() + " died";
      if (token.equals(inHand.get(run))) {
        report(run, StateProposal.of(StateCreate.of(StateType.CRASHED, crashed)));
      }
    } else {
      work.execute(calls.by(token), run);
      inHand.remove(run, token);
    }
  }

  private void report(UUID run, StateProposal proposal) {
    reports.put(run, new RunReport(run, proposal.identified()));
  }
}
