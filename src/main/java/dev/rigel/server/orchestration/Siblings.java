package dev.rigel.server.orchestration;

import static dev.rigel.contract.schedule.Overlap.cancel_running;
import static dev.rigel.contract.schedule.Overlap.queue_one;
import static dev.rigel.contract.schedule.Overlap.skip;

import dev.rigel.contract.schedule.CatchUp;
import dev.rigel.contract.schedule.Overlap;
import dev.rigel.server.deployment.Deployment;
import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.orchestration.DueRun.Other;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What is active and what waits in some deployments, whose turns are locked; kept right while one
 * run after the other is judged.
 */
final class Siblings {
  private final DueRunRepository runs;
  private final OffsetDateTime now;
  private final Map<UUID, List<Other>> active;
  private final Set<UUID> contested = new HashSet<>();
  private final Map<UUID, Map<UUID, Other>> waiting = new HashMap<>();

  Siblings(DueRunRepository runs, Collection<Deployment> deployments, OffsetDateTime now) {
    this.runs = runs;
    this.now = now;
    var displacing = with(deployments, cancel_running);
    var locked = runs.lockActive(displacing).stream().map(FlowRun::id).toList();
    active = runs.active(with(deployments, skip, queue_one, cancel_running));
    displacing.stream()
        .filter(id -> activeOf(id).stream().anyMatch(run -> !locked.contains(run.id())))
        .forEach(contested::add);
  }

  private static List<UUID> with(Collection<Deployment> deployments, Overlap... overlaps) {
    return deployments.stream()
        .filter(d -> List.of(overlaps).contains(d.schedulePolicy().overlap()))
        .map(Deployment::id)
        .toList();
  }

  List<Other> activeOf(UUID deploymentId) {
    return active.getOrDefault(deploymentId, List.of());
  }

  /** Whether something active there could not be locked, so that it cannot be displaced. */
  boolean isContested(UUID deploymentId) {
    return contested.contains(deploymentId);
  }

  /** The oldest one that waits, unless it is the run itself; null if nothing has to wait. */
  Other waitingBefore(FlowRun run, Deployment deployment) {
    var policy = deployment.schedulePolicy();
    if (policy.overlap() != queue_one || activeOf(deployment.id()).isEmpty()) {
      return null;
    }
    // of those that a later date overtakes, this one is the latest
    var backfilledOnly = policy.catchUp() == CatchUp.latest;
    return waiting
        .computeIfAbsent(deployment.id(), id -> byId(runs.waiting(id, backfilledOnly, now)))
        .values()
        .stream()
        .findFirst()
        .filter(other -> !other.id().equals(run.id()))
        .orElse(null);
  }

  private static Map<UUID, Other> byId(List<Other> others) {
    var byId = new LinkedHashMap<UUID, Other>();
    others.forEach(other -> byId.put(other.id(), other));
    return byId;
  }

  /** The run is treated as the verdict says. */
  void apply(FlowRun run, Verdict verdict) {
    if (verdict instanceof Verdict.Displace) {
      active.remove(run.deploymentId());
    } else if (verdict instanceof Verdict.Reject) {
      waiting.getOrDefault(run.deploymentId(), new HashMap<>()).remove(run.id());
    }
  }
}
