package dev.rigel.server.agent;

import static dev.rigel.contract.setting.Settings.AGENT_LOST;

import dev.rigel.contract.agent.AgentExchange;
import dev.rigel.contract.agent.AgentOrders;
import dev.rigel.server.database.Outage;
import dev.rigel.server.platform.Stopping;
import dev.rigel.server.settings.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Agents whose exchange waits for something to say; no thread each. One thread looks what there is
 * for those that a wake concerns, and for all of them in a {@link SlowRound}, since wakes can be
 * lost. It finds out by itself when runs come due.
 */
@ApplicationScoped
class Waiters {
  private static final Logger LOG = System.getLogger(Waiters.class.getName());

  /** How far runs that come due are looked for ahead, and how often. */
  private static final Duration LOOK_AHEAD = Duration.ofSeconds(1);

  private static final int HEARD_IN_A_LEASE = 3;

  /** While nobody waits. */
  private static final Duration IDLE = Duration.ofSeconds(5);

  @Inject Exchanges exchanges;
  @Inject DueTimes dueTimes;
  @Inject ServerSettings settings;

  private final UUID serverId = UUID.randomUUID();
  private final Map<UUID, Waiter> waiting = new ConcurrentHashMap<>();
  private final LinkedBlockingQueue<Wake> wakes = new LinkedBlockingQueue<>();
  private final AtomicLong woken = new AtomicLong();
  private final Alarms alarms = new Alarms();
  private volatile @Nullable Executor answering;
  private volatile boolean closed;
  private volatile boolean elsewhere;

  /**
   * Lets agents wait from now on.
   *
   * @param looking runs one task, for as long as this is open
   * @param answering writes answers
   */
  void open(Executor looking, Executor answering) {
    this.answering = answering;
    looking.execute(this::look);
  }

  /** All get their answer, and nobody waits any more. */
  void close() {
    closed = true;
    wakes.add(Wake.ALL);
    waiting.values().forEach(waiter -> answer(waiter, AgentOrders.NONE));
  }

  void stopping(@Observes Stopping stopping) {
    close();
  }

  /** What tells this server's notifications from those of others. */
  String serverId() {
    return serverId.toString();
  }

  /** Whether other servers may have agents that wait. */
  boolean areOnOtherServers() {
    return elsewhere;
  }

  void setOnOtherServers(boolean elsewhere) {
    this.elsewhere = elsewhere;
  }

  /** Hears what an agent tells, and answers at once or as soon as there is something to say. */
  CompletionStage<AgentOrders> exchange(UUID agentId, AgentExchange exchange) {
    var before = woken.get();
    var said = exchanges.exchange(agentId, exchange);
    if (!said.orders().areEmpty() || exchange.longestWait().isZero() || answering == null) {
      return CompletableFuture.completedFuture(said.orders());
    }
    var until = System.nanoTime() + longestWait(exchange).toNanos();
    var waiter = new Waiter(agentId, exchange, said.wishes(), until, new CompletableFuture<>());
    var earlier = waiting.put(agentId, waiter);
    if (earlier != null) {
      complete(earlier, AgentOrders.NONE); // its client has gone: it makes one exchange at a time
    }
    alarms.set(until, Wake.agent(agentId));
    if (woken.get() != before || waiting.size() == 1) {
      wakes.add(Wake.agent(agentId));
    }
    if (closed) {
      answer(waiter, AgentOrders.NONE);
    }
    return waiter.answer();
  }

  /** However long an agent would wait, it is heard of three times before it were lost. */
  private Duration longestWait(AgentExchange exchange) {
    var most = settings.get(AGENT_LOST).dividedBy(HEARD_IN_A_LEASE);
    return Collections.min(List.of(exchange.longestWait(), most));
  }

  /**
   * There may be something to say. On the thread of whoever has committed: nothing is done here.
   */
  void wake(Wake wake) {
    woken.incrementAndGet();
    if (!waiting.isEmpty()) {
      wakes.add(wake);
    }
  }

  private void look() {
    var nextLook = System.nanoTime();
    var round = new SlowRound(nextLook);
    while (!closed) {
      try {
        var batch = next(waiting.isEmpty() ? IDLE.toNanos() : patience(nextLook, round));
        if (batch.remove(Wake.ALL)) {
          round.begin(System.nanoTime());
        }
        lookFor(batch);
        round.turn(waiting.keySet(), System.nanoTime()).map(waiting::get).ifPresent(this::look);
        if (System.nanoTime() - nextLook >= 0 && !waiting.isEmpty()) {
          nextLook = System.nanoTime() + LOOK_AHEAD.dividedBy(2).toNanos(); // if it fails, too
          dueTimes.within(LOOK_AHEAD, waiting.values(), alarms);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        var level = Outage.is(e) ? Level.DEBUG : Level.WARNING;
        LOG.log(level, "agents that wait are looked at again soon", e);
      }
    }
  }

  private static long patience(long nextLook, SlowRound round) {
    var now = System.nanoTime();
    return Math.min(nextLook - now, round.nanosToNext(now));
  }

  /**
   * What has come, and the alarms that have gone off; waits for one at most so many nanoseconds.
   */
  private Set<Wake> next(long patience) throws InterruptedException {
    var batch = new HashSet<Wake>();
    var first =
        wakes.poll(Math.max(0, Math.min(patience, alarms.nanosToNext())), TimeUnit.NANOSECONDS);
    if (first != null) {
      batch.add(first);
      wakes.drainTo(batch);
    }
    batch.addAll(alarms.due());
    return batch;
  }

  /** Of those that wait for the same, the others get nothing either when one has got nothing. */
  private void lookFor(Set<Wake> batch) {
    if (batch.isEmpty()) {
      return;
    }
    var nothingFor = new HashSet<Object>();
    for (var waiter : List.copyOf(waiting.values())) {
      var concerning = batch.stream().filter(waiter::isConcernedBy).toList();
      if (concerning.isEmpty()) {
        continue;
      }
      var key = List.of(waiter.wishes(), waiter.exchange().prefetch());
      var onlyRuns = concerning.stream().allMatch(wake -> wake.kind() == Wake.Kind.QUEUE);
      if (!onlyRuns || !nothingFor.contains(key)) {
        if (!look(waiter)) {
          nothingFor.add(key);
        }
      }
      if (waiter.until() - System.nanoTime() <= 0) {
        answer(waiter, AgentOrders.NONE);
      }
    }
  }

  /** Whether there was something to say. */
  private boolean look(Waiter waiter) {
    try {
      var orders = exchanges.look(waiter.agentId(), waiter.exchange());
      if (orders.areEmpty()) {
        return false;
      }
      answer(waiter, orders);
    } catch (RuntimeException e) {
      if (waiting.remove(waiter.agentId(), waiter)) {
        waiter.answer().completeExceptionally(e);
      }
    }
    return true;
  }

  /**
   * Once: who has something to say, and whom the time is over for, may come at the same moment. If
   * the client is gone, what it was given goes back with its next exchange, or when it is lost.
   */
  private void answer(Waiter waiter, AgentOrders orders) {
    if (waiting.remove(waiter.agentId(), waiter)) {
      complete(waiter, orders);
    }
  }

  private void complete(Waiter waiter, AgentOrders orders) {
    var by = answering;
    if (by != null) {
      waiter.answer().completeAsync(() -> orders, by);
    }
  }
}
