package dev.rigel.agent;

import dev.rigel.client.ApiException;
import dev.rigel.contract.agent.AgentExchange;
import dev.rigel.contract.agent.AgentOrders;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Gets runs and orders from a server that knows agents, and tells it what becomes of them, by one
 * exchange after the other. The server lets an exchange wait until there is something to say. If
 * there is something to tell meanwhile, or the answer gets lost, the same request is made again
 * with what is the case by then: whatever it had been given before comes again.
 */
final class ExchangeSource implements WorkSource {
  private static final Logger LOG = System.getLogger("rigel.agent");

  private static final int UNPROCESSABLE = 422;

  private final Registration registration;
  private final Stopping stopping;
  private final Outage outage;
  private final Intake intake;
  private final Duration longestWait;
  private final Places places;
  private final Outbox outbox;
  private final Submissions submissions;
  private final Inventory inventory;
  private final Orders orders;
  private final ExchangeCall call;

  /** Rung when there may be something to tell. */
  private final Bell bell = new Bell();

  /**
   * Has told nothing yet.
   *
   * @param longestWait how long an exchange may wait for an answer
   * @param patience how long it may take besides, until it is made again
   */
  ExchangeSource(
      Workbench workbench,
      Registration registration,
      Outage outage,
      Intake intake,
      Duration longestWait,
      Duration patience) {
    this.registration = registration;
    this.stopping = workbench.stopping();
    this.outage = outage;
    this.intake = intake;
    this.longestWait = longestWait;
    this.places = new Places(intake.limit(), () -> {});
    this.outbox = new Outbox(workbench.api(), stopping, bell::ring);
    this.submissions = workbench.submissions(outbox);
    this.submissions.whenEnded(bell::ring);
    this.inventory = new Inventory(stopping, places, outbox, submissions);
    this.orders = new Orders(stopping, places, outbox, submissions);
    var connections = workbench.api().answeredLater(longestWait, patience);
    this.call = new ExchangeCall(connections, inventory, bell);
  }

  @Override
  public int serve() throws InterruptedException {
    try {
      while (!inventory.isDone() && exchange()) {
        // and again
      }
      tellNotTold();
      registration.signOff();
      return 0;
    } finally {
      call.close();
    }
  }

  @Override
  public int serveOnce() throws InterruptedException {
    var once = once();
    stopping.drain();
    serve();
    return once ? 0 : 1;
  }

  private boolean once() throws InterruptedException {
    try {
      orders.obey(answer(told(UUID.randomUUID(), Duration.ZERO)).orElseThrow());
      return true;
    } catch (ApiException e) {
      outage.tell("Failed to ask for runs", e);
      return false;
    }
  }

  /** One request, until it was answered and obeyed; whether there may be another. */
  private boolean exchange() throws InterruptedException {
    var requestId = UUID.randomUUID();
    while (true) {
      var told = told(requestId, longestWait);
      try {
        var begun = System.nanoTime();
        var answer = answer(told);
        if (answer.isPresent()) {
          if (!orders.obey(answer.get()) && told.reports().isEmpty()) {
            call.rest(told, begun);
          }
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

  private AgentExchange told(UUID requestId, Duration wait) {
    return inventory
        .told(wait)
        .requestId(requestId)
        .sequence(registration.nextSequence())
        .prefetch(intake.prefetch())
        .build();
  }

  private Optional<AgentOrders> answer(AgentExchange told) throws InterruptedException {
    var answer = call.answer(registration.id(), told);
    if (answer.isPresent()) {
      outage.isOver();
      outbox.told(told.reports(), answer.get().revoked());
    }
    return answer;
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

  private void tellNotTold() {
    for (var report : outbox.due()) {
      LOG.log(
          Level.WARNING,
          "The agent stops and could not tell the server about flow run ''{0}'': the server takes it"
              + " from this agent when it has not heard of it for long enough.",
          report.flowRunId());
    }
  }

  @Override
  public UUID id() {
    return registration.id();
  }

  @Override
  public int inHand() {
    return submissions.count();
  }

  @Override
  public @Nullable Integer free() {
    return places.free();
  }

  @Override
  public void look() {
    bell.ring();
  }

  @Override
  public void endAll() throws InterruptedException {
    submissions.endAll();
    inventory.abandon();
    look();
  }

  @Override
  public void killAll() {
    submissions.killAll();
  }
}
