package dev.rigel.server.operation;

import dev.rigel.contract.operation.BulkRequest;
import dev.rigel.contract.operation.OperationResponse;
import dev.rigel.contract.operation.OperationResponseBuilder;
import dev.rigel.contract.operation.OperationState;
import dev.rigel.server.database.Condition;
import dev.rigel.server.database.Times;
import dev.rigel.server.platform.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The door to operations; each method is one transaction. */
@ApplicationScoped
@Transactional
class Operations {
  /** So many are done within one call. */
  static final int AT_ONCE = 200;

  /** More than these nobody means; each takes some milliseconds. */
  static final int MOST = 100_000;

  /** Refusals that are told. */
  private static final int TOLD = 200;

  private static final Duration KEPT = Duration.ofDays(7);

  @Inject OperationRepository operations;
  @Inject Actions actions;
  @Inject Clock clock;

  /** Counts the runs that match, and those to which the action can be applied; 422 for too many. */
  OperationResponse plan(BulkRequest request) {
    var matched = few(operations.count(request.selection(), Condition.TRUE, MOST + 1));
    var applicable = operations.count(request.selection(), Action.of(request).applicable(), MOST);
    return over(request, OperationState.PLANNED, matched).applicable(applicable).build();
  }

  /** Does it, if the runs are few; else nothing. */
  Optional<OperationResponse> doAtOnce(BulkRequest request) {
    var runs = operations.matched(request.selection(), AT_ONCE + 1);
    if (runs.size() > AT_ONCE) {
      return Optional.empty();
    }
    var refused = actions.apply(Action.of(request), runs);
    return Optional.of(
        over(request, OperationState.COMPLETED, runs.size())
            .done(runs.size() - refused.size())
            .refused(refused.size())
            .refusals(operations.named(refused))
            .build());
  }

  private static OperationResponseBuilder over(
      BulkRequest request, OperationState state, int matched) {
    return OperationResponseBuilder.builder()
        .action(request.action())
        .state(state)
        .matched(matched)
        .refusals(List.of());
  }

  /** Begins one that goes on by itself; 422 for too many runs. */
  OperationResponse begin(BulkRequest request) {
    var id = UUID.randomUUID();
    few(operations.insert(id, Action.of(request), request.selection(), MOST + 1, Times.now(clock)));
    return read(id);
  }

  private static int few(int matched) {
    if (matched > MOST) {
      throw Problem.invalid(
          String.format(
              Locale.ROOT,
              "More than %,d runs match; an operation takes no more. Narrow the filters.",
              MOST));
    }
    return matched;
  }

  OperationResponse read(UUID id) {
    return operations
        .find(id)
        .map(one -> one.response(operations.refusals(id, TOLD)))
        .orElseThrow(Operations::unknown);
  }

  /** It comes to no further run; 404. */
  void stop(UUID id) {
    var operation = operations.lock(id).orElseThrow(Operations::unknown);
    if (operation.state() == OperationState.RUNNING) {
      operations.end(id, OperationState.STOPPED, Times.now(clock));
    }
  }

  /**
   * Applies the next operation to its next runs: all of them, or none and {@link NotDone}.
   *
   * @return whether there may be more to do
   */
  boolean next(int most) {
    var next = operations.lockNext();
    next.ifPresent(operation -> part(operation, operations.openRuns(operation.id(), most)));
    return next.isPresent();
  }

  private void part(Operation operation, List<UUID> runs) {
    if (runs.isEmpty()) {
      operations.end(operation.id(), OperationState.COMPLETED, Times.now(clock));
      return;
    }
    try {
      operations.came(
          operation.id(), runs, actions.apply(operation.action(), runs), Times.now(clock));
    } catch (RuntimeException e) {
      throw new NotDone(operation.id(), runs, e);
    }
  }

  /** Refuses an operation a run that it has not come to, unless it is over or has come to it. */
  void refuse(UUID id, UUID run, String why) {
    operations
        .lock(id)
        .filter(operation -> operation.state() == OperationState.RUNNING)
        .filter(operation -> operations.isOpen(id, run))
        .ifPresent(
            operation -> operations.came(id, List.of(run), Map.of(run, why), Times.now(clock)));
  }

  /** Forgets one that is over; tells whether there may be more. */
  boolean forgetOld() {
    return operations.deleteOld(Times.now(clock).minus(KEPT));
  }

  private static Problem unknown() {
    return Problem.notFound("Operation not found");
  }
}
