package dev.rigel.server.schedulepolicy;

import dev.rigel.server.schedulepolicy.StartingRun.RunName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is active and what waits in some deployments; kept right while one run after the other is
 * judged.
 */
final class OtherRuns {
  private final Map<UUID, List<RunName>> active;
  private final Set<UUID> contested;
  private final Map<UUID, Map<UUID, RunName>> waiting;

  /**
   * What was found.
   *
   * @param active by deployment, those of policies that look at them
   * @param contested deployments with an active run that is changing its state this moment
   * @param waiting by deployment, oldest first
   */
  OtherRuns(
      Map<UUID, List<RunName>> active, Set<UUID> contested, Map<UUID, List<RunName>> waiting) {
    this.active = new LinkedHashMap<>(active);
    this.contested = contested;
    this.waiting = new LinkedHashMap<>();
    waiting.forEach((deployment, runs) -> this.waiting.put(deployment, byId(runs)));
  }

  /** Nothing is active or waits. */
  static OtherRuns none() {
    return new OtherRuns(Map.of(), Set.of(), Map.of());
  }

  private static Map<UUID, RunName> byId(List<RunName> runs) {
    var byId = new LinkedHashMap<UUID, RunName>();
    runs.forEach(run -> byId.put(run.id(), run));
    return byId;
  }

  List<RunName> activeOf(@Nullable UUID deploymentId) {
    return active.getOrDefault(deploymentId, List.of());
  }

  /** Whether something active there could not be locked, so that it cannot be displaced. */
  boolean isContested(UUID deploymentId) {
    return contested.contains(deploymentId);
  }

  /** The oldest one that waits, unless it is the run itself. */
  @Nullable RunName waitingBefore(UUID runId, UUID deploymentId) {
    return activeOf(deploymentId).isEmpty()
        ? null
        : waiting.getOrDefault(deploymentId, Map.of()).values().stream()
            .findFirst()
            .filter(other -> !other.id().equals(runId))
            .orElse(null);
  }

  /** All that was active there has made room. */
  void displaced(@Nullable UUID deploymentId) {
    active.remove(deploymentId);
  }

  /** A run waits no longer, as it has ended or starts. */
  void left(UUID runId, @Nullable UUID deploymentId) {
    waiting.getOrDefault(deploymentId, new LinkedHashMap<>()).remove(runId);
  }

  void started(RunName run, @Nullable UUID deploymentId) {
    left(run.id(), deploymentId);
    var all = new ArrayList<>(activeOf(deploymentId));
    all.add(run);
    active.put(deploymentId, all);
  }
}
