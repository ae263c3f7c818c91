package dev.rigel.cli;

import dev.rigel.cli.terminal.Failure;
import dev.rigel.cli.terminal.WaitingLine;
import dev.rigel.client.ApiException;
import dev.rigel.contract.operation.BulkApi;
import dev.rigel.contract.operation.BulkRequestBuilder;
import dev.rigel.contract.operation.OperationResponse;
import dev.rigel.contract.operation.OperationState;
import dev.rigel.contract.operation.OperationsApi;
import dev.rigel.contract.operation.RefusedRun;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A flow run, or many by filters: {@code ID}, or {@code --state Late --yes}. */
final class BulkRuns {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  @Parameters(paramLabel = "ID", arity = "0..1", description = "One run; or filters for many.")
  private @Nullable UUID id;

  @Mixin private RunSelection selection = new RunSelection();

  @Option(
      names = {"-y", "--yes"},
      description = "With filters: do it without asking. In a pipe nothing is done without this.")
  private boolean sure;

  /** The one run; none if there are filters. */
  @Nullable UUID one() {
    if (id == null && selection.isEmpty()) {
      throw new Failure("Give the ID of a flow run, or filters such as --state.");
    }
    if (id != null && !selection.isEmpty()) {
      throw new Failure("Give the ID of a flow run, or filters, not both.");
    }
    return id;
  }

  /**
   * Does it to all that match, and tells numbers and reasons. Without {@code --yes} tells how many
   * it could be done to, and asks.
   *
   * @param done what is said of a run to which it was done, such as "Cancelled"
   */
  void apply(Session session, BulkRequestBuilder request, String done) {
    var filtered =
        request
            .flows(selection.flows())
            .flowRuns(selection.flowRuns())
            .deployments(selection.deployments());
    var planned = call(() -> session.api().of(BulkApi.class).apply(filtered.dryRun(true).build()));
    if (!sure) {
      ask(session, planned, done.toLowerCase(Locale.ROOT));
    }
    var begun = session.api().of(BulkApi.class).apply(filtered.dryRun(false).build());
    var over = begun.id() == null ? begun : toItsEnd(session, begun.id());
    session.out().success("%s %s.".formatted(done, runs(over.done())));
    reasons(over)
        .forEach((why, count) -> session.out().print("Not %s: %s".formatted(runs(count), why)));
    if (over.refused() > over.refusals().size()) {
      session
          .out()
          .print(
              "Not %s more; only the first reasons are told."
                  .formatted(runs(over.refused() - over.refusals().size())));
    }
    if (over.state() == OperationState.STOPPED) {
      throw new Failure("The operation was stopped before it had come to all.");
    }
  }

  private static void ask(Session session, OperationResponse planned, String done) {
    var would =
        "%,d of %s that match would be %s"
            .formatted(planned.applicable(), runs(planned.matched()), done);
    if (!session.out().terminal().interactive()) {
      throw new Failure(would + "; add --yes to do it.");
    }
    session.out().print(would + ".");
    if (!session.isConfirmed("Go on?")) {
      throw new Failure("Nothing was done.");
    }
  }

  private static OperationResponse call(Supplier<OperationResponse> call) {
    try {
      return call.get();
    } catch (ApiException e) {
      // Prefect takes the last step for the id of a run, which cannot be posted to
      throw e.isNoSuchCall() || e.status() == 405
          ? new Failure("This server does nothing to many runs at once, as one of Rigel does.")
          : e;
    }
  }

  private OperationResponse toItsEnd(Session session, UUID operation) {
    var from = session.now();
    var waiting = new WaitingLine(session.out(), "Operation " + operation);
    while (true) {
      var now = session.api().of(OperationsApi.class).read(operation);
      if (now.state() != OperationState.RUNNING) {
        waiting.done();
        return now;
      }
      waiting.waited(Duration.between(from, session.now()));
      RunFollower.pause(BETWEEN_LOOKS);
    }
  }

  /** How many of those that are told have which reason. */
  private static Map<String, Long> reasons(OperationResponse operation) {
    return operation.refusals().stream()
        .collect(Collectors.groupingBy(RefusedRun::reason, TreeMap::new, Collectors.counting()));
  }

  private static String runs(Number count) {
    return count.longValue() == 1 ? "1 run" : "%,d runs".formatted(count.longValue());
  }
}
