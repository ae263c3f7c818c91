package dev.rigel.contract.agent;

import dev.rigel.contract.json.Required;
import java.util.List;
import java.util.UUID;

/**
 * What the server tells an agent.
 *
 * @param claims runs that are PENDING and its own from now on
 * @param cancel of its runs those whose end was asked for: it ends them, and reports CANCELLED
 * @param revoked runs that it named and that are not its own any more: it ends them and reports
 *     nothing
 * @param drain whether it is to take no more runs, which it does already where it says so
 */
public record AgentOrders(
    @Required List<Claim> claims,
    @Required List<UUID> cancel,
    @Required List<UUID> revoked,
    boolean drain) {
  /** Nothing to do. */
  public static final AgentOrders NONE = new AgentOrders(List.of(), List.of(), List.of(), false);

  /** Whether there is nothing to do. */
  public boolean areEmpty() {
    return claims.isEmpty() && cancel.isEmpty() && revoked.isEmpty() && !drain;
  }
}
