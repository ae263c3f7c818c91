package dev.rigel.agent;

import dev.rigel.contract.agent.AgentOrders;
import dev.rigel.contract.agent.Claim;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Does what the server tells an agent. */
final class Orders {
  private static final Logger LOG = System.getLogger("rigel.agent");

  private final Stopping stopping;
  private final Places places;
  private final Outbox outbox;
  private final Submissions submissions;

  /** Nothing was told yet. */
  Orders(Stopping stopping, Places places, Outbox outbox, Submissions submissions) {
    this.stopping = stopping;
    this.places = places;
    this.outbox = outbox;
    this.submissions = submissions;
  }

  /** Does it all; whether any of it is new. */
  boolean obey(AgentOrders orders) {
    var isNews = !orders.claims().isEmpty();
    for (var run : orders.revoked()) {
      isNews |= submissions.revoke(run) | outbox.drop(run);
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
    submissions.revoke(run.id()); // what is still here of it says nothing any more
    outbox.drop(run.id());
    submissions.submit(run, places.takeGiven());
  }
}
