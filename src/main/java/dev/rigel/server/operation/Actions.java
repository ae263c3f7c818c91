package dev.rigel.server.operation;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.SetStateStatus;
import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.flowrun.FlowRunRepository;
import dev.rigel.server.flowrun.FlowRuns;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Applies actions, by the doors that single runs have. */
@ApplicationScoped
@Transactional(MANDATORY)
class Actions {
  private static final String IS_GONE = "It does not exist any more.";

  @Inject FlowRuns flowRuns;
  @Inject FlowRunRepository runs;

  /**
   * Applies one to some runs.
   *
   * @return why it was not applied, by id; none for those to which it was
   */
  Map<UUID, String> apply(Action action, Collection<UUID> ids) {
    return switch (action.type()) {
      case cancel -> refused(ids, flowRuns.cancel(ids, action.isForced()));
      case retry -> refused(ids, flowRuns.retry(ids, action.isFromStart()));
      case move -> notMoved(ids, Objects.requireNonNull(action.workQueueName()));
      case delete -> notDeleted(ids);
    };
  }

  private static Map<UUID, String> refused(
      Collection<UUID> ids, Map<UUID, OrchestrationResult> results) {
    var refused = new LinkedHashMap<UUID, String>();
    for (var id : ids) {
      var result = results.get(id);
      if (result == null) {
        refused.put(id, IS_GONE);
      } else if (result.status() != SetStateStatus.ACCEPT) {
        refused.put(id, Objects.requireNonNullElse(result.reason(), "It was refused."));
      }
    }
    return refused;
  }

  private Map<UUID, String> notMoved(Collection<UUID> ids, String queue) {
    var there = there(ids);
    var refused = gone(ids, there);
    refused.putAll(flowRuns.move(there, queue));
    return refused;
  }

  private Map<UUID, String> notDeleted(Collection<UUID> ids) {
    var there = there(ids);
    there.forEach(flowRuns::delete);
    return gone(ids, there);
  }

  private static Map<UUID, String> gone(Collection<UUID> ids, Set<UUID> there) {
    var gone = new LinkedHashMap<UUID, String>();
    ids.stream().filter(id -> !there.contains(id)).forEach(id -> gone.put(id, IS_GONE));
    return gone;
  }

  /** Those that exist, their rows locked. */
  private Set<UUID> there(Collection<UUID> ids) {
    return runs.lock(ids).stream()
        .map(FlowRun::id)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
