package dev.rigel.server.agent;

import dev.rigel.contract.agent.AgentCreate;
import dev.rigel.contract.agent.AgentExchange;
import dev.rigel.contract.agent.AgentResponse;
import dev.rigel.contract.agent.AgentResponseBuilder;
import dev.rigel.contract.agent.AgentState;
import dev.rigel.server.database.Columns;
import dev.rigel.server.database.Stored;
import dev.rigel.server.database.Times;
import dev.rigel.server.platform.Problem;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An agent. It registers, is heard of by its exchanges, and signs off, or is lost; one of the
 * reference is heard of by its polls, of which each names its queue.
 */
@Entity
@Table(name = "agent")
class Agent extends Stored {
  private String name;

  @Enumerated(EnumType.STRING)
  private AgentState state;

  @Column(name = "is_native")
  private boolean isNative;

  private @Nullable String host;
  private @Nullable Integer pid;
  private @Nullable String version;

  @Convert(converter = Columns.Texts.class)
  private List<String> labels;

  @Convert(converter = Columns.Texts.class)
  private List<String> queues;

  @Convert(converter = Columns.Texts.class)
  private List<String> prefixes;

  @Column(name = "run_limit")
  private @Nullable Integer limit;

  private @Nullable Integer free;

  @Column(name = "is_drain_asked")
  private boolean isDrainAsked;

  @Column(name = "last_sequence")
  private int lastSequence;

  /** Ids. */
  @Column(name = "lost_runs")
  @Convert(converter = Columns.Texts.class)
  private List<String> lostRuns;

  @Column(name = "work_queue_id", insertable = false, updatable = false)
  @Convert(converter = Columns.OptionalId.class)
  private @Nullable UUID workQueueId;

  @Column(name = "last_activity_time")
  private OffsetDateTime lastHeardOf;

  /** For JPA. */
  protected Agent() {}

  Agent(AgentCreate agent, OffsetDateTime now) {
    super(now);
    name = agent.name();
    state = AgentState.ONLINE;
    isNative = true;
    host = agent.host();
    pid = agent.pid();
    version = agent.version();
    labels = List.copyOf(agent.labels());
    queues = List.copyOf(agent.queues());
    prefixes = List.copyOf(agent.prefixes());
    limit = agent.limit();
    lostRuns = List.of();
    lastHeardOf = now;
  }

  /** It lives, also if it was lost meanwhile. */
  void heardOf(AgentExchange exchange, OffsetDateTime now) {
    free = exchange.free();
    lastSequence = Math.max(lastSequence, exchange.sequence());
    heardOf(exchange.isDraining() ? AgentState.DRAINING : AgentState.ONLINE, now);
  }

  /** It is this server, which lives. */
  void isHere(OffsetDateTime now) {
    heardOf(AgentState.ONLINE, now);
  }

  private void heardOf(AgentState as, OffsetDateTime now) {
    state = as;
    lostRuns = List.of();
    lastHeardOf = now;
    touch(now);
  }

  /** 409 with the reason if it cannot be told, or has nothing to take. */
  void drain(OffsetDateTime now) {
    if (!isNative) {
      throw notDrained("polls, and cannot be told anything: send it SIGTERM.");
    }
    if (state == AgentState.LOST || state == AgentState.GONE) {
      throw notDrained("is " + state + ": there is nobody to drain.");
    }
    if (queues.isEmpty() && prefixes.isEmpty()) {
      throw notDrained("takes no runs from queues: it is a server with runs of its own.");
    }
    isDrainAsked = true;
    touch(now);
  }

  private Problem notDrained(String why) {
    return Problem.conflict("Agent '" + name + "' " + why);
  }

  void signOff(OffsetDateTime now) {
    state = AgentState.GONE;
    free = 0;
    touch(now);
  }

  /** It was not heard of for too long; these runs were taken from it. */
  void lose(Collection<UUID> flowRunIds, OffsetDateTime now) {
    state = AgentState.LOST;
    lostRuns = flowRunIds.stream().map(UUID::toString).sorted().toList();
    touch(now);
  }

  /** Whether something later was heard of it: what this names is out of date. */
  boolean hasSaidMoreThan(AgentExchange exchange) {
    return exchange.sequence() != 0 && exchange.sequence() < lastSequence;
  }

  boolean isGone() {
    return state == AgentState.GONE;
  }

  boolean isNative() {
    return isNative;
  }

  boolean isDrainAsked() {
    return isDrainAsked;
  }

  List<String> queues() {
    return queues;
  }

  List<String> prefixes() {
    return prefixes;
  }

  /** The queue that one of the reference polled last. */
  @Nullable UUID workQueueId() {
    return workQueueId;
  }

  OffsetDateTime lastHeardOf() {
    return Times.utc(lastHeardOf);
  }

  /** As messages name it. */
  String title() {
    return "agent '" + name + "' (" + id() + ")";
  }

  AgentResponse response(@Nullable String polled, List<UUID> flowRunIds, Duration lease) {
    return AgentResponseBuilder.builder()
        .id(id())
        .created(created())
        .updated(updated())
        .name(name)
        .state(state)
        .isNative(isNative)
        .host(host)
        .pid(pid)
        .version(version)
        .labels(labels)
        .queues(polled == null ? queues : List.of(polled))
        .prefixes(prefixes)
        .limit(limit)
        .free(free)
        .flowRunIds(flowRunIds)
        .isDrainAsked(isDrainAsked)
        .lastHeardOf(lastHeardOf())
        .lease(isNative ? lease : null)
        .build();
  }
}
