package dev.rigel.agent;

import dev.rigel.client.ApiClient;
import dev.rigel.client.ApiException;
import dev.rigel.contract.agent.AgentExchange;
import dev.rigel.contract.agent.AgentExchangeBuilder;
import dev.rigel.contract.agent.AgentOrders;
import dev.rigel.contract.agent.AgentsApi;
import dev.rigel.contract.agent.Claim;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Gets runs and orders from a server that knows agents, and tells it what becomes of them, by one
 * exchange after the other. The server lets an exchange wait until there is something to say. If
 * there is something to tell meanwhile, or the answer gets lost, the same request is made again
 * with what is the case by then: whatever it had been given before comes again.
 */
final class ExchangeSource implements WorkSource {
  private static final Logger LOG = System.getLogger("rigel.agent");

  private static final int UNPROCESSABLE = 422;

  /** What a server gives at once. */
  private static final int MOST = 200;

  /** After an answer that said nothing and came at once: the server does not let it wait. */
  private static final Duration REST = Duration.ofSeconds(1);

  private final AgentsApi api;
  private final ApiClient connections;
  private final Registration registration;
  private final Stopping stopping;
  private final Outage outage;
  private final Duration prefetch;
  private final Duration longestWait;
  private final Places places;
  private final Outbox outbox;
  private final Submissions submissions;

  /** Rung when there may be something to tell. */
  private final Semaphore bell = new Semaphore(0);

  private volatile boolean allEnded;

  /**
   * Has told nothing yet.
   *
   * @param limit runs in hand at once; 0 for any number
   * @param prefetch how long before its start a run is taken
   * @param longestWait how long an exchange may wait for an answer
   */
  ExchangeSource(
      Workbench workbench,
      Registration registration,
      Outage outage,
      int limit,
      Duration prefetch,
      Duration longestWait) {
    this.connections = workbench.api().answeredLater(longestWait);
    this.api = connections.of(AgentsApi.class);
    this.registration = registration;
    this.stopping = workbench.stopping();
    this.outage = outage;
    this.prefetch = prefetch;
    this.longestWait = longestWait;
    this.places = new Places(limit, () -> {});
    this.outbox = new Outbox(workbench.api(), stopping, this::look);
    this.submissions = workbench.submissions(outbox);
    this.submissions.whenEnded(this::look);
  }

  @Override
  public int serve() throws InterruptedException {
    try {
      while (!isDone() && exchange()) {
        // and again
      }
      tellNotTold();
      registration.signOff();
      return 0;
    } finally {
      connections.close();
    }
  }

  @Override
  public int serveOnce() throws InterruptedException {
    var once = once(UUID.randomUUID());
    stopping.drain();
    serve();
    return once ? 0 : 1;
  }

  private boolean once(UUID requestId) throws InterruptedException {
    try {
      var told = AgentExchangeBuilder.builder(told(requestId)).longestWait(Duration.ZERO).build();
      obey(answered(told).orElseThrow());
      return true;
    } catch (ApiException e) {
      outage.tell("Failed to ask for runs", e);
      return false;
    }
  }

  /** It is to take no more, and has nothing more to tell. */
  private boolean isDone() {
    return stopping.isDraining() && isIdle();
  }

  private boolean isIdle() {
    return (allEnded || submissions.count() == 0) && outbox.due().isEmpty();
  }

  /** One request, until it was answered and obeyed; whether there may be another. */
  private boolean exchange() throws InterruptedException {
    var requestId = UUID.randomUUID();
    while (true) {
      var told = told(requestId);
      try {
        var begun = System.nanoTime();
        var orders = answered(told);
        if (orders.isPresent()) {
          var isNews = obey(orders.get());
          restUnless(isNews || !told.reports().isEmpty(), told, begun);
          return true;
        }
      } catch (ApiException e) {
        if (e.isNotFound()) {
          return isRenewed();
        }
        if (e.status() == UNPROCESSABLE) {
          outbox.refused(told.reports(), e.detail());
        }
        if (outage.endsAfter("Failed to ask for runs", e)) {
          return false;
        }
      }
    }
  }

  /** Whether the agent has a name again, before its time is over. */
  private boolean isRenewed() throws InterruptedException {
    while (true) {
      try {
        registration.renew();
        return true;
      } catch (ApiException e) {
        if (outage.endsAfter("Failed to register", e)) {
          return false;
        }
      }
    }
  }

  /** What is the case now. Runs in hand first: those that leave it are in the outbox by then. */
  private AgentExchange told(UUID requestId) {
    var isDraining = stopping.isDraining();
    var ending = new LinkedHashSet<>(submissions.ending());
    var named = new LinkedHashSet<>(allEnded ? List.<UUID>of() : submissions.ids());
    var reports = outbox.due();
    reports.forEach(
        report -> {
          named.add(report.flowRunId());
          ending.add(report.flowRunId());
        });
    ending.retainAll(named);
    // a report is the agent's concern until its answer has come
    var isHasty = !reports.isEmpty() || isDraining && named.isEmpty();
    return AgentExchangeBuilder.builder()
        .requestId(requestId)
        .sequence(registration.nextSequence())
        .free(isDraining ? 0 : places.free(MOST))
        .flowRunIds(List.copyOf(named))
        .endingFlowRunIds(List.copyOf(ending))
        .reports(reports)
        .prefetch(prefetch)
        .longestWait(isHasty ? Duration.ZERO : longestWait)
        .isDraining(isDraining)
        .build();
  }

  /** The answer; empty if there is something to tell before it has come. */
  private Optional<AgentOrders> answered(AgentExchange told) throws InterruptedException {
    var answer = api.exchange(registration.id(), told).toCompletableFuture();
    answer.whenComplete((orders, e) -> look());
    if (!isAwaited(answer, told)) {
      return Optional.empty();
    }
    try {
      var orders = answer.join();
      outage.isOver();
      outbox.told(told.reports());
      return Optional.of(orders);
    } catch (CompletionException e) {
      throw e.getCause() instanceof ApiException api ? api : e;
    }
  }

  private boolean isAwaited(Future<?> answer, AgentExchange told) throws InterruptedException {
    while (!answer.isDone()) {
      if (isNews(told)) {
        return false;
      }
      bell.acquire();
      bell.drainPermits();
    }
    return true;
  }

  /** Whether the server would do something about what has happened since. */
  private boolean isNews(AgentExchange told) {
    return outbox.hasMoreThan(told.reports())
        || stopping.isDraining() && !told.isDraining()
        || isDone() && !told.longestWait().isZero()
        || told.free() == 0 && !told.isDraining() && places.free(MOST) > 0;
  }

  private void restUnless(boolean isNews, AgentExchange told, long begun)
      throws InterruptedException {
    var elapsed = System.nanoTime() - begun;
    if (!isNews && elapsed < Math.max(REST.toNanos(), told.longestWait().toNanos() / 2)) {
      var until = System.nanoTime() + REST.toNanos();
      while (!isNews(told) && until - System.nanoTime() > 0) {
        bell.tryAcquire(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        bell.drainPermits();
      }
    }
  }

  /** Does what it is told; whether any of it is new. */
  private boolean obey(AgentOrders orders) {
    var isNews = !orders.claims().isEmpty();
    for (var run : orders.revoked()) {
      isNews |= outbox.drop(run) | submissions.revoke(run);
    }
    for (var run : orders.cancel()) {
      isNews |= submissions.cancel(run);
    }
    if (orders.drain() && !stopping.isDraining()) {
      LOG.log(
          Level.INFO, "This agent was told to take no more flow runs; it ends when it has none.");
      stopping.drain();
      isNews = true;
    }
    orders.claims().forEach(this::take);
    return isNews;
  }

  private void take(Claim claim) {
    var run = Assignment.given(claim);
    LOG.log(Level.INFO, "Submitting flow run ''{0}''", run.id());
    outbox.drop(run.id());
    submissions.submit(run, places.takeGiven());
  }

  private void tellNotTold() {
    var lost = new ArrayList<UUID>();
    outbox.due().forEach(report -> lost.add(report.flowRunId()));
    for (var run : lost) {
      LOG.log(
          Level.WARNING,
          "The agent stops and could not tell the server about flow run ''{0}'': the server takes it"
              + " from this agent when it has not heard of it for long enough.",
          run);
    }
  }

  @Override
  public void look() {
    bell.release();
  }

  @Override
  public void endAll() throws InterruptedException {
    submissions.endAll();
    allEnded = true;
    look();
  }

  @Override
  public void killAll() {
    submissions.killAll();
  }
}
