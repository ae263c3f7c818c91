package dev.rigel.server.agent;

import dev.rigel.contract.agent.AgentExchange;
import dev.rigel.contract.agent.AgentOrders;
import dev.rigel.contract.agent.Claim;
import dev.rigel.contract.agent.RunReport;
import dev.rigel.contract.state.SetStateStatus;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateType;
import dev.rigel.server.claim.Claims;
import dev.rigel.server.claim.HeldRun;
import dev.rigel.server.database.Times;
import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.flowrun.FlowRunGate;
import dev.rigel.server.flowrun.FlowRunRepository;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.state.Proposer;
import dev.rigel.server.workqueue.ServedQueues;
import dev.rigel.server.workqueue.WorkQueues;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What passes between agents and the server. Of one agent one after the other: its row is locked
 * before any run's.
 */
@ApplicationScoped
@Transactional
class Exchanges {
  /** At once: more would hold their locks for long. */
  private static final int MOST_CLAIMS = 200;

  @Inject AgentRepository agents;
  @Inject Claims claims;
  @Inject LostRuns lostRuns;
  @Inject WorkQueues queues;
  @Inject FlowRunRepository runs;
  @Inject FlowRunGate gate;
  @Inject Clock clock;

  /**
   * Hears what an agent tells, and answers with what there is for it at once; 404 for one that is
   * unknown or gone, 409 for what comes after something later.
   */
  Said exchange(UUID agentId, AgentExchange exchange) {
    var agent = lock(agentId);
    if (agent.hasSaidMoreThan(exchange)) {
      throw Problem.conflict(
          "A later exchange of this agent was heard before; this one is too late.");
    }
    agent.heardOf(exchange, Times.now(clock));
    var held = claims.of(agentId);
    // one that this request has given was reported before it was given
    var known = held.stream().filter(claims.givenBy(exchange.requestId()).negate()).toList();
    var heard = report(exchange.reports(), known);
    var hasTaken = takeWhatItDoesNotName(agent, exchange, known);
    var isAsBefore = exchange.reports().isEmpty() && !hasTaken;
    var orders = orders(agent, exchange, isAsBefore ? held : claims.of(agentId), heard);
    return new Said(orders, new Wishes(agent.queues(), agent.prefixes()));
  }

  /**
   * An answer.
   *
   * @param wishes what the agent waits for if there is nothing to say yet
   */
  record Said(AgentOrders orders, Wishes wishes) {}

  /** What there is by now for an agent that waits for an answer. */
  AgentOrders look(UUID agentId, AgentExchange exchange) {
    var agent = lock(agentId);
    return agent.hasSaidMoreThan(exchange)
        ? AgentOrders.NONE
        : orders(agent, exchange, claims.of(agentId), reported(exchange));
  }

  private Agent lock(UUID agentId) {
    return agents
        .lock(agentId)
        .filter(agent -> agent.isNative() && !agent.isGone())
        .orElseThrow(() -> Agents.unknown(agentId));
  }

  /**
   * What it has to say, of many runs at once; where it says more than one thing of a run, one after
   * the other. With the run's row locked: it may have changed hands, or ended, since. Tells whose
   * reports were heard.
   */
  private Set<UUID> report(List<RunReport> reports, List<HeldRun> held) {
    var byRun = held.stream().collect(Collectors.toMap(HeldRun::flowRunId, Function.identity()));
    var heard = new HashSet<UUID>();
    var left = reports;
    while (!left.isEmpty()) {
      var first = new TreeMap<String, RunReport>();
      left.forEach(report -> first.putIfAbsent(report.flowRunId().toString(), report));
      var proposals = new LinkedHashMap<FlowRun, StateProposal>();
      for (var report : first.values()) {
        var known = byRun.get(report.flowRunId());
        if (known != null) {
          runs.lock(report.flowRunId())
              .filter(known::isStillOf)
              .ifPresent(run -> proposals.put(run, report.proposal()));
        }
      }
      gate.propose(proposals, Proposer.NEWEST);
      proposals.keySet().forEach(run -> heard.add(run.id()));
      var done = Set.copyOf(first.values());
      left = left.stream().filter(report -> !done.contains(report)).toList();
    }
    return heard;
  }

  private static Set<UUID> reported(AgentExchange exchange) {
    return exchange.reports().stream().map(RunReport::flowRunId).collect(Collectors.toSet());
  }

  /** Answers that got lost, and runs that it has forgotten; whether there were any. */
  private boolean takeWhatItDoesNotName(Agent agent, AgentExchange exchange, List<HeldRun> held) {
    var named = new HashSet<>(exchange.flowRunIds());
    var forgotten =
        held.stream()
            .filter(run -> !named.contains(run.flowRunId()))
            .collect(
                Collectors.toMap(Function.identity(), run -> agent.title() + " did not have it"));
    lostRuns.take(forgotten);
    return !forgotten.isEmpty();
  }

  /**
   * What there is to say. Of a run that is not its own any more an agent is told as long as it
   * names it, also when it ends it already: that may take long, and another may have it by then.
   *
   * @param heard of which runs it has told something that was heard: what became of them, it knows
   */
  private AgentOrders orders(
      Agent agent, AgentExchange exchange, List<HeldRun> held, Set<UUID> heard) {
    var own = ids(held);
    var given =
        held.stream()
            .filter(claims.givenBy(exchange.requestId()))
            .map(HeldRun::flowRunId)
            .collect(Collectors.toSet());
    var ending = new HashSet<>(exchange.endingFlowRunIds());
    var others =
        exchange.flowRunIds().stream()
            .filter(id -> !own.contains(id) && !heard.contains(id))
            .toList();
    var ended = claims.ended(agent.id(), others);
    var cancelled =
        others.stream().filter(id -> ended.get(id) == StateType.CANCELLED && !ending.contains(id));
    return new AgentOrders(
        given.isEmpty() ? claim(agent, exchange) : again(exchange, given),
        Stream.concat(toBeEnded(exchange, held), cancelled).toList(),
        others.stream().filter(id -> !ended.containsKey(id)).toList(),
        agent.isDrainAsked() && !exchange.isDraining());
  }

  /** Those of its runs that it has not begun to end. */
  private static Stream<UUID> toBeEnded(AgentExchange exchange, List<HeldRun> held) {
    var named = Set.copyOf(exchange.flowRunIds());
    var ending = Set.copyOf(exchange.endingFlowRunIds());
    return held.stream()
        .filter(HeldRun::isCancelling)
        .map(HeldRun::flowRunId)
        .filter(id -> named.contains(id) && !ending.contains(id));
  }

  private static Set<UUID> ids(List<HeldRun> held) {
    return held.stream().map(HeldRun::flowRunId).collect(Collectors.toSet());
  }

  private List<Claim> claim(Agent agent, AgentExchange exchange) {
    var served = queues.serving(agent.queues(), agent.prefixes());
    var isFull = exchange.free() == 0 || exchange.isDraining() || agent.isDrainAsked();
    var claims = isFull ? List.<Claim>of() : claim(agent, exchange, served);
    if (!exchange.isDraining() && !agent.isDrainAsked()) {
      queues.polled(served); // one that takes no more does not serve them
    }
    return claims;
  }

  private List<Claim> claim(Agent agent, AgentExchange exchange, ServedQueues served) {
    var most = Math.min(exchange.free(), MOST_CLAIMS);
    var ready = queues.lockReady(served, most, before(exchange));
    var later = later(ready);
    var taken = taken(ready, agent);
    claims.give(agent.id(), exchange.requestId(), taken, later);
    return answers(exchange, taken);
  }

  private Map<UUID, OffsetDateTime> later(List<FlowRun> ready) {
    var now = Times.now(clock);
    var later = new HashMap<UUID, OffsetDateTime>();
    for (var run : ready) {
      var due = run.nextScheduledStartTime();
      if (due != null && due.isAfter(now)) {
        later.put(run.id(), due);
      }
    }
    return later;
  }

  private OffsetDateTime before(AgentExchange exchange) {
    return Times.now(clock).plus(exchange.prefetch());
  }

  /** Those that the gate lets pass. */
  private List<FlowRun> taken(List<FlowRun> ready, Agent agent) {
    if (ready.isEmpty()) {
      return List.of();
    }
    var pending =
        StateProposal.of(StateCreate.of(StateType.PENDING, "Claimed by " + agent.title() + "."));
    var inOrder = new LinkedHashMap<FlowRun, StateProposal>();
    ready.stream()
        .sorted(Comparator.comparing(run -> run.id().toString()))
        .forEach(run -> inOrder.put(run, pending));
    var answers = gate.propose(inOrder, Proposer.CLAIMING).iterator();
    var accepted =
        inOrder.keySet().stream()
            .filter(run -> answers.next().status() == SetStateStatus.ACCEPT)
            .collect(Collectors.toSet());
    return ready.stream().filter(accepted::contains).toList();
  }

  private List<Claim> again(AgentExchange exchange, Set<UUID> given) {
    var found = new ArrayList<FlowRun>();
    given.forEach(id -> runs.find(id).ifPresent(found::add));
    return answers(exchange, found);
  }

  private List<Claim> answers(AgentExchange exchange, List<FlowRun> taken) {
    return runs.responses(taken, Times.now(clock)).stream()
        .map(run -> new Claim(run, claims.token(exchange.requestId(), run.id()).text()))
        .toList();
  }
}
