package dev.rigel.agent;

import dev.rigel.client.ApiClient;
import dev.rigel.client.ApiException;
import dev.rigel.contract.agent.AgentCreate;
import dev.rigel.contract.agent.AgentResponse;
import dev.rigel.contract.agent.AgentsApi;
import dev.rigel.contract.workqueue.WorkQueueQuery;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An agent's name with the server: an id, which is another one after the server has lost it. */
final class Registration {
  private static final Logger LOG = System.getLogger("rigel.agent");

  private final ApiClient api;
  private final AgentCreate agent;
  private volatile UUID id;
  private final @Nullable Duration lease;
  private int sequence;

  private Registration(ApiClient api, AgentCreate agent, AgentResponse registered) {
    this.api = api;
    this.agent = agent;
    this.id = registered.id();
    this.lease = registered.lease();
  }

  /** The server has no such call as to register: it is the reference's, say, or an older one. */
  static final class NotOffered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private NotOffered(ApiException e) {
      super(e);
    }
  }

  /**
   * Registers an agent.
   *
   * @throws NotOffered if the server knows no agents
   * @throws ApiException if it cannot be asked, or refuses
   */
  static Registration of(ApiClient api, AgentCreate agent) {
    try {
      return new Registration(api, agent, create(api, agent));
    } catch (ApiException e) {
      if (isNoSuchCall(e) && canBeAsked(api)) {
        throw new NotOffered(e);
      }
      throw e;
    }
  }

  private static AgentResponse create(ApiClient api, AgentCreate agent) {
    return api.of(AgentsApi.class).create(agent);
  }

  private static boolean isNoSuchCall(ApiException e) {
    return e.isNoSuchCall() || e.status() == 405 && !e.isOutage();
  }

  /** Else the API is not there at all, and nothing is known of what it can do. */
  private static boolean canBeAsked(ApiClient api) {
    api.workQueues().filter(new WorkQueueQuery(null, 1, 0));
    return true;
  }

  UUID id() {
    return id;
  }

  /** After how long a silence the server takes the agent's runs from it, if it says so. */
  Optional<Duration> lease() {
    return Optional.ofNullable(lease);
  }

  /** Of the next call, so that what comes late is known to. */
  int nextSequence() {
    return ++sequence;
  }

  /** Registers once more: the server does not know it any more. */
  void renew() {
    id = create(api, agent).id();
    LOG.log(
        Level.INFO,
        "The server did not know this agent any more; it is registered anew as {0}.",
        id);
  }

  /** The agent ends; tried once, as the server finds out by itself. */
  void signOff() {
    try {
      api.of(AgentsApi.class).delete(id);
    } catch (ApiException e) {
      LOG.log(Level.DEBUG, "not signed off: {0}", e.getMessage());
    }
  }
}
