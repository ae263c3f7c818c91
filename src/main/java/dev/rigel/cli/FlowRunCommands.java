package dev.rigel.cli;

import dev.rigel.cli.terminal.Failure;
import dev.rigel.cli.terminal.OutputFormat;
import dev.rigel.cli.terminal.RelativeTime;
import dev.rigel.cli.terminal.Style;
import dev.rigel.cli.terminal.Table;
import dev.rigel.cli.terminal.TimeText;
import dev.rigel.client.ApiException;
import dev.rigel.contract.flowrun.FlowRunQueryBuilder;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.flowrun.FlowRunSort;
import dev.rigel.contract.flowrun.FlowRunUpdateBuilder;
import dev.rigel.contract.flowrun.Priority;
import dev.rigel.contract.flowrun.WaitKind;
import dev.rigel.contract.flowrun.WaitReason;
import dev.rigel.contract.job.FlowRunJobsApi;
import dev.rigel.contract.log.LogLevel;
import dev.rigel.contract.operation.BulkAction;
import dev.rigel.contract.operation.BulkRequestBuilder;
import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.SetStateStatus;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateType;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code flow-run}. */
@Command(name = "flow-run", description = "View, follow, cancel, retry and delete flow runs.")
final class FlowRunCommands {
  private final Session session;

  FlowRunCommands(Session session) {
    this.session = session;
  }

  @Command(description = "List flow runs, the newest first.")
  void ls(
      @Mixin RunSelection selection,
      @Option(
              names = "--limit",
              defaultValue = "15",
              paramLabel = "INT",
              description = "How many at most; default ${DEFAULT-VALUE}.")
          int limit,
      @Mixin OutputFormat format) {
    var found =
        Pages.upTo(
            limit,
            page ->
                session
                    .api()
                    .flowRuns()
                    .filter(
                        FlowRunQueryBuilder.builder()
                            .flows(selection.flows())
                            .flowRuns(selection.flowRuns())
                            .deployments(selection.deployments())
                            .sort(FlowRunSort.EXPECTED_START_TIME_DESC)
                            .limit(page.limit())
                            .offset(page.offset())
                            .build()));
    var newest =
        found.stream().sorted(Comparator.comparing(FlowRunResponse::created).reversed()).toList();
    session.out().show(format, newest, () -> session.out().print(table(newest)));
  }

  private Table table(List<FlowRunResponse> runs) {
    var names = FlowNames.of(session, runs.stream().map(FlowRunResponse::flowId));
    var table =
        Table.titled("Flow Runs")
            .rightColumn("ID", Style.CYAN)
            .column("Flow", Style.BLUE)
            .column("Name", Style.GREEN)
            .column("State", Style.PLAIN)
            .column("When", Style.BOLD);
    // a column of zeros would tell nothing, and the reference's table has none
    var prioritised = runs.stream().anyMatch(run -> run.priority() != Priority.NORMAL);
    if (prioritised) {
      table.rightColumn("Priority", Style.PLAIN);
    }
    runs.forEach(
        run -> {
          var cells =
              Stream.of(
                  run.id().toString(),
                  names.getOrDefault(run.flowId(), ""),
                  run.name(),
                  run.stateType() == null ? "" : run.stateType().name(),
                  when(run));
          var priority = prioritised ? Stream.of("" + run.priority()) : Stream.<String>empty();
          table.row(Stream.concat(cells, priority).toArray(String[]::new));
        });
    return table;
  }

  /** When it is due, or else when it came into its state; a run may have no state at all. */
  private String when(FlowRunResponse run) {
    var state = run.state();
    if (state == null) {
      return "";
    }
    var due = Optional.ofNullable(state.stateDetails()).map(details -> details.scheduledTime());
    var time =
        state.type() == StateType.SCHEDULED ? due.orElse(state.timestamp()) : state.timestamp();
    return RelativeTime.of(time, session.now());
  }

  @Command(description = "Show all about a flow run, and why it waits or which agent has it.")
  void inspect(@Parameters(paramLabel = "ID") UUID id, @Mixin OutputFormat format) {
    var run = found(id, () -> session.api().flowRuns().read(id));
    session
        .out()
        .show(
            format,
            run,
            () -> {
              session.out().print(Dumps.of(run));
              waiting(run).forEach(reason -> session.out().print(text(reason), Style.YELLOW));
            });
  }

  /** None from a server of the reference, which does not tell. */
  private List<WaitReason> waiting(FlowRunResponse run) {
    if (run.stateType() == null || run.stateType().isTerminal()) {
      return List.of();
    }
    try {
      return session.api().flowRuns().waiting(run.id()).stream()
          .filter(reason -> reason.reason() != WaitKind.ended)
          .toList();
    } catch (ApiException e) {
      if (!e.isNotFound() && !e.isNoSuchCall()) {
        throw e;
      }
      return List.of();
    }
  }

  private static String text(WaitReason reason) {
    var since = reason.since();
    return since == null ? reason.text() : reason.text() + " (since " + TimeText.iso(since) + ")";
  }

  @Command(description = "Show what a flow run has logged.")
  void logs(
      @Parameters(paramLabel = "ID") UUID id,
      @Option(
              names = {"-n", "--num-logs"},
              paramLabel = "INT",
              description = "Only the first so many, or with --reverse the last.")
          @Nullable Integer limit,
      @Option(
              names = {"-r", "--reverse"},
              description = "The newest first.")
          boolean reverse,
      @Option(
              names = {"-f", "--follow"},
              description = "Go on until the run has ended.")
          boolean follow,
      @Option(
              names = "--level",
              paramLabel = "LEVEL",
              description =
                  "Only records of this level or above: DEBUG, INFO, WARNING, ERROR, CRITICAL, or a"
                      + " number.")
          @Nullable String level,
      @Option(
              names = "--find",
              paramLabel = "TEXT",
              description =
                  "Only records whose message contains this; case does not matter. The server has"
                      + " to be Rigel's.")
          @Nullable String find,
      @Mixin OutputFormat format) {
    if (follow && format.isJson()) {
      throw new Failure("--follow shows text only; leave out --output json, or --follow.");
    }
    var wanted = new LogFeed.Wanted(level == null ? null : number(level), find);
    var run = found(id, () -> session.api().flowRuns().read(id));
    if (follow) {
      new RunFollower(session, run, wanted).toItsEnd();
      return;
    }
    var logs = new LogFeed(session.api(), run, wanted);
    var records = logs.read(limit, reverse);
    session
        .out()
        .show(
            format,
            records,
            () -> logs.lines(records).forEach(line -> session.out().line(line.text())));
  }

  private static int number(String level) {
    return LogLevel.parse(level)
        .orElseThrow(
            () ->
                new Failure(
                    "Level '"
                        + level
                        + "' is neither a number nor one of DEBUG, INFO, WARNING, ERROR,"
                        + " CRITICAL."));
  }

  @Command(
      description =
          "Cancel a flow run, or all that match filters, also those that are planned for later; what"
              + " runs is stopped.")
  void cancel(
      @Mixin BulkRuns which,
      @Option(
              names = "--force",
              description =
                  "Cancel at once, without waiting for the agent that has the run: the run is taken"
                      + " from it.")
          boolean force) {
    var id = which.one();
    if (id == null) {
      which.apply(session, bulk(BulkAction.cancel).force(force), "Cancelled");
      return;
    }
    var answer = cancelled(id, force);
    if (answer.status() != SetStateStatus.ACCEPT) {
      throw new Failure("Flow run '" + id + "' was not cancelled: " + answer.reason());
    }
    var state = answer.state();
    session
        .out()
        .success(
            state != null && state.asksForTheEnd()
                ? "Cancelling flow run '" + id + "': its agent ends it."
                : "Cancelled flow run '" + id + "'.");
  }

  private OrchestrationResult cancelled(UUID id, boolean force) {
    try {
      return session.api().flowRuns().cancel(id, force);
    } catch (ApiException e) {
      if (!e.isNotFound() && !e.isNoSuchCall()) {
        throw e;
      }
    }
    // either there is no such run, or the server is one of the reference and has no such call
    var run = found(id, () -> session.api().flowRuns().read(id));
    if (run.stateType() != null && run.stateType().isTerminal()) {
      throw new Failure(
          "Flow run '" + id + "' was not cancelled: it is " + run.stateType() + " already.");
    }
    var state = StateCreate.of(StateType.CANCELLED, "Cancelled on request.");
    return session.api().flowRuns().setState(id, StateProposal.forced(state));
  }

  @Command(
      description =
          "Retry a flow run that has ended, or all that match filters; a batch job goes on from its"
              + " last checkpoint.")
  void retry(
      @Mixin BulkRuns which,
      @Option(names = "--from-start", description = "Begin anew, a run that has completed too.")
          boolean fromStart) {
    var id = which.one();
    if (id == null) {
      which.apply(session, bulk(BulkAction.retry).fromStart(fromStart), "Retried");
      return;
    }
    var answer = retried(id, fromStart);
    if (answer.status() != SetStateStatus.ACCEPT) {
      throw new Failure("Flow run '" + id + "' was not retried: " + answer.reason());
    }
    var begins = fromStart ? " from its start" : "";
    session.out().success("Flow run '" + id + "' is retried" + begins + "." + whence(id));
  }

  /** A server of the reference has no such call, and keeps no checkpoints. */
  private OrchestrationResult retried(UUID id, boolean fromStart) {
    try {
      return session.api().flowRuns().retry(id, fromStart);
    } catch (ApiException e) {
      if (!e.isNotFound() && !e.isNoSuchCall()) {
        throw e;
      }
    }
    found(id, () -> session.api().flowRuns().read(id));
    var again = StateCreate.retried(session.now(), "Retried on request.");
    return session.api().flowRuns().setState(id, StateProposal.of(again));
  }

  /** With what a batch job goes on; nothing of other flows. */
  private String whence(UUID id) {
    try {
      var job = session.api().of(FlowRunJobsApi.class).read(id);
      return " " + JobPosition.of(job);
    } catch (ApiException e) {
      if (!e.isNotFound() && !e.isNoSuchCall()) {
        throw e;
      }
      return "";
    }
  }

  @Command(
      name = "set-priority",
      description = "Let a run that waits go before or after others of its queue.")
  void setPriority(
      @Parameters(paramLabel = "ID") UUID id,
      @Parameters(paramLabel = "INT", description = "-1000 to 1000, the higher first.")
          int priority) {
    RunPriority.demand(priority);
    found(
        id,
        () -> {
          session
              .api()
              .flowRuns()
              .update(id, FlowRunUpdateBuilder.builder().priority(priority).build());
          return id;
        });
    session.out().success("Set the priority of flow run '" + id + "' to " + priority + ".");
  }

  @Command(description = "Delete a flow run, or all that match filters, with their task runs.")
  void delete(@Mixin BulkRuns which) {
    var id = which.one();
    if (id == null) {
      which.apply(session, bulk(BulkAction.delete), "Deleted");
      return;
    }
    found(
        id,
        () -> {
          session.api().flowRuns().delete(id);
          return id;
        });
    session.out().success("Successfully deleted flow run '" + id + "'.");
  }

  @Command(description = "Let a run that waits, or all that match filters, wait on another queue.")
  void move(
      @Mixin BulkRuns which,
      @Option(
              names = "--to",
              required = true,
              paramLabel = "NAME",
              description = "The work queue; created if there is none of the name.")
          String queue) {
    var id = which.one();
    if (id == null) {
      which.apply(session, bulk(BulkAction.move).workQueueName(queue), "Moved");
      return;
    }
    var moved = FlowRunUpdateBuilder.builder().workQueueName(queue).build();
    found(
        id,
        () -> {
          session.api().flowRuns().update(id, moved);
          return id;
        });
    session.out().success("Flow run '" + id + "' waits on queue '" + queue + "'.");
  }

  private static BulkRequestBuilder bulk(BulkAction action) {
    return BulkRequestBuilder.builder().action(action).force(false).fromStart(false);
  }

  private static <T> T found(UUID id, Supplier<T> call) {
    try {
      return call.get();
    } catch (ApiException e) {
      throw e.isNotFound() ? new Failure("Flow run '" + id + "' not found!") : e;
    }
  }
}
