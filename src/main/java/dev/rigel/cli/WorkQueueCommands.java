package dev.rigel.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rigel.cli.terminal.Failure;
import dev.rigel.cli.terminal.OutputFormat;
import dev.rigel.cli.terminal.PythonText;
import dev.rigel.cli.terminal.Style;
import dev.rigel.cli.terminal.Table;
import dev.rigel.cli.terminal.Text;
import dev.rigel.cli.terminal.TimeText;
import dev.rigel.client.ApiException;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.json.Json;
import dev.rigel.contract.json.Scalars;
import dev.rigel.contract.query.Match;
import dev.rigel.contract.workqueue.GetRuns;
import dev.rigel.contract.workqueue.QueueFilter;
import dev.rigel.contract.workqueue.WorkQueueCreate;
import dev.rigel.contract.workqueue.WorkQueueCreateBuilder;
import dev.rigel.contract.workqueue.WorkQueueFilter;
import dev.rigel.contract.workqueue.WorkQueueQuery;
import dev.rigel.contract.workqueue.WorkQueueResponse;
import dev.rigel.contract.workqueue.WorkQueueUpdate;
import dev.rigel.contract.workqueue.WorkQueueUpdateBuilder;
import dev.rigel.contract.workqueue.WorkQueuesApi;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openapitools.jackson.nullable.JsonNullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code work-queue}: an argument that spells an id is one, anything else is a name. */
@Command(name = "work-queue", description = "Create, inspect and control work queues.")
final class WorkQueueCommands {
  private static final int PREVIEWED_RUNS = 10;

  private final Session session;

  WorkQueueCommands(Session session) {
    this.session = session;
  }

  @Command(description = "Create a work queue.")
  void create(
      @Parameters(paramLabel = "NAME", description = "A unique name.") String name,
      @Option(
              names = {"-l", "--limit"},
              paramLabel = "INT",
              converter = ConcurrencyLimit.class,
              description = "The concurrency limit: runs pending or running at once.")
          @Nullable Integer limit,
      @Mixin TimeLimitOptions timeLimits,
      @Option(
              names = {"-t", "--tag"},
              paramLabel = "TEXT",
              description = "Deprecated: take the runs with these tags. Repeatable.")
          @Nullable List<String> tags) {
    if (tags != null) {
      session
          .out()
          .error(
              "Supplying `tags` for work queues is deprecated. This work queue will use legacy"
                  + " tag-matching behavior.");
    }
    var filter = tags == null ? null : new QueueFilter(tags, null);
    var made =
        made(
            WorkQueueCreateBuilder.builder()
                .name(name)
                .concurrencyLimit(limit)
                .filter(filter)
                .pendingTimeoutSeconds(timeLimits.pending)
                .runningTimeoutSeconds(timeLimits.running)
                .build());
    session.out().success(description(made, tags));
  }

  private WorkQueueResponse made(WorkQueueCreate queue) {
    try {
      return queues().create(queue);
    } catch (ApiException e) {
      throw e.isConflict()
          ? new Failure(
              "Work queue with name: %s already exists.".formatted(PythonText.quoted(queue.name())))
          : e;
    }
  }

  private static String description(WorkQueueResponse queue, @Nullable List<String> tags) {
    var name = queue.name().replace("'", "'\\''");
    return """

        Created work queue with properties:
            name - %s
            id - %s
            concurrency limit - %s
        %s%s
        Start an agent to pick up flow runs from the work queue:
            rigel agent start -q '%s'

        Inspect the work queue:
            rigel work-queue inspect '%s'
        """
        .formatted(
            PythonText.quoted(queue.name()),
            queue.id(),
            PythonText.of(queue.concurrencyLimit()),
            QueueOverviews.timeLimits(queue)
                .map(limits -> "    time limits - " + limits + "\n")
                .orElse(""),
            tags == null
                ? ""
                : "    tags - " + String.join(", ", tags.stream().sorted().toList()) + "\n",
            name,
            name);
  }

  @Command(
      name = "set-concurrency-limit",
      description = "Set how many runs may be pending or running at once.")
  void setConcurrencyLimit(
      @Parameters(paramLabel = "NAME") String name,
      @Parameters(paramLabel = "LIMIT", converter = ConcurrencyLimit.class) int limit) {
    onQueue(name, id -> queues().update(id, WorkQueueUpdate.limit(limit)));
    succeeded("Concurrency limit of " + limit + " set on", name);
  }

  @Command(name = "clear-concurrency-limit", description = "Take the concurrency limit away.")
  void clearConcurrencyLimit(@Parameters(paramLabel = "NAME") String name) {
    onQueue(name, id -> queues().update(id, WorkQueueUpdate.limit(null)));
    succeeded("Concurrency limits removed on", name);
  }

  @Command(name = "set-time-limits", description = "Set how long runs may be pending, or running.")
  void setTimeLimits(
      @Parameters(paramLabel = "NAME") String name, @Mixin TimeLimitOptions timeLimits) {
    if (timeLimits.pending == null && timeLimits.running == null) {
      throw new Failure("Provide --pending-timeout-seconds, --running-timeout-seconds or both.");
    }
    onQueue(name, id -> queues().update(id, limits(timeLimits.pending, timeLimits.running)));
    succeeded("Time limits set on", name);
  }

  private static WorkQueueUpdate limits(@Nullable Integer pending, @Nullable Integer running) {
    return WorkQueueUpdateBuilder.builder()
        .pendingTimeoutSeconds(given(pending))
        .runningTimeoutSeconds(given(running))
        .build();
  }

  private static JsonNullable<Integer> given(@Nullable Integer seconds) {
    return seconds == null ? JsonNullable.undefined() : JsonNullable.of(seconds);
  }

  @Command(name = "clear-time-limits", description = "Take both time limits away.")
  void clearTimeLimits(@Parameters(paramLabel = "NAME") String name) {
    var none =
        WorkQueueUpdateBuilder.builder()
            .pendingTimeoutSeconds(JsonNullable.of(null))
            .runningTimeoutSeconds(JsonNullable.of(null))
            .build();
    onQueue(name, id -> queues().update(id, none));
    succeeded("Time limits removed on", name);
  }

  @Command(description = "Stop the delivery of runs to agents.")
  void pause(@Parameters(paramLabel = "NAME") String name) {
    onQueue(name, id -> queues().update(id, WorkQueueUpdate.paused(true)));
    succeeded("Paused", name);
  }

  @Command(description = "Deliver runs to agents again.")
  void resume(@Parameters(paramLabel = "NAME") String name) {
    onQueue(name, id -> queues().update(id, WorkQueueUpdate.paused(false)));
    succeeded("Resumed", name);
  }

  @Command(description = "Show all about a work queue.")
  void inspect(
      @Parameters(paramLabel = "NAME", arity = "0..1") @Nullable String name,
      @Mixin OutputFormat format) {
    if (name == null) {
      throw new Failure("Provide a work queue name.");
    }
    onQueue(
        name,
        id -> {
          var queue = queues().read(id);
          session.out().show(format, queue, () -> session.out().print(Dumps.of(queue)));
        });
  }

  @Command(description = "Show how work queues are: what waits on them, and who serves them.")
  void status(
      @Parameters(
              paramLabel = "NAME",
              arity = "0..1",
              description = "Only this one, with its agents; all without.")
          @Nullable String name,
      @Mixin OutputFormat format) {
    var overviews = new QueueOverviews(session);
    if (name == null) {
      var all = overviews.all();
      session.out().show(format, all, () -> overviews.show(all));
    } else {
      onQueue(
          name,
          id -> {
            var one = overviews.of(queues().read(id));
            session.out().show(format, one, () -> overviews.showWithAgents(one));
          });
    }
  }

  @Command(description = "List work queues, the newest first.")
  void ls(
      @Option(
              names = {"-v", "--verbose"},
              description = "Show the deprecated filters too.")
          boolean verbose,
      @Option(
              names = {"-m", "--match"},
              paramLabel = "TEXT",
              description = "Only queues whose name starts with this text.")
          @Nullable String match,
      @Mixin OutputFormat format) {
    var queues =
        matching(match).stream()
            .sorted(Comparator.comparing(WorkQueueResponse::created).reversed())
            .toList();
    session.out().show(format, queues, () -> session.out().print(table(queues, verbose)));
  }

  private static Table table(List<WorkQueueResponse> queues, boolean verbose) {
    var caption = Text.of("(**) denotes a paused queue", Style.RED);
    var table =
        new Table("Work Queues", caption)
            .column("Name", Style.GREEN)
            .rightColumn("ID", Style.CYAN)
            .column("Concurrency Limit", Style.BLUE);
    if (verbose) {
      table.column("Filter (Deprecated)", Style.MAGENTA);
    }
    queues.forEach(queue -> table.row(row(queue)));
    return table;
  }

  private List<WorkQueueResponse> matching(@Nullable String prefix) {
    var filter =
        prefix == null
            ? null
            : new WorkQueueFilter(null, Match.NamesOrPrefixes.startingWith(List.of(prefix)));
    return Pages.all(
        page -> queues().filter(new WorkQueueQuery(filter, page.limit(), page.offset())));
  }

  private static Text[] row(WorkQueueResponse queue) {
    var name = Text.of(queue.name());
    var limit = queue.concurrencyLimit();
    return new Text[] {
      queue.isPaused() ? name.and(" (**)", Style.RED) : name,
      Text.of(queue.id().toString()),
      limit == null ? Text.of("None") : Text.of(limit.toString(), Style.RED),
      Text.of(queue.filter() == null ? "" : json(queue.filter()))
    };
  }

  private static String json(QueueFilter filter) {
    try {
      return Json.mapper().writeValueAsString(filter);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write a filter", e);
    }
  }

  @Command(description = "Show the runs that are due soon.")
  void preview(
      @Parameters(paramLabel = "NAME") String name,
      @Option(
              names = {"-h", "--hours"},
              paramLabel = "INT",
              description = "How many hours to look ahead; default 1.")
          int hours,
      @Mixin OutputFormat format) {
    var until = session.now().plusHours(hours == 0 ? 1 : hours);
    onQueue(
        name,
        id -> {
          var runs =
              queues().getRuns(id, upTo(until), null).stream()
                  .sorted(Comparator.comparing(FlowRunResponse::created).reversed())
                  .toList();
          session
              .out()
              .show(
                  format,
                  runs,
                  () -> {
                    var paused = isSaidToBePaused(queues().read(id));
                    if (!paused || !runs.isEmpty()) {
                      preview(runs);
                    }
                  });
        });
  }

  private static GetRuns upTo(OffsetDateTime until) {
    return new GetRuns(PREVIEWED_RUNS, until, null);
  }

  private boolean isSaidToBePaused(WorkQueueResponse queue) {
    if (queue.isPaused()) {
      session
          .out()
          .print(
              "Work queue %1$s is paused: it delivers no runs until `rigel work-queue resume %1$s`"
                  .formatted(PythonText.quoted(queue.name())),
              Style.YELLOW);
    }
    return queue.isPaused();
  }

  private void preview(List<FlowRunResponse> runs) {
    if (runs.isEmpty()) {
      session
          .out()
          .print(
              "No runs found - try increasing how far into the future you preview with the --hours"
                  + " flag",
              Style.YELLOW);
      return;
    }
    var table =
        Table.captioned(Text.of("(**) denotes a late run", Style.RED))
            .column("Scheduled Start Time", Style.YELLOW)
            .column("Run ID", Style.CYAN)
            .column("Name", Style.GREEN)
            .column("Deployment ID", Style.BLUE);
    runs.forEach(run -> table.row(row(run)));
    session.out().print(table);
  }

  private Text[] row(FlowRunResponse run) {
    var start = run.expectedStartTime();
    var time = Text.of(start == null ? "" : TimeText.iso(start));
    return new Text[] {
      start != null && start.isBefore(session.now()) ? time.and(" (**)", Style.RED) : time,
      Text.of(run.id().toString()),
      Text.of(run.name()),
      Text.of(run.deploymentId() == null ? "None" : run.deploymentId().toString())
    };
  }

  @Command(description = "Delete a work queue; runs keep its name.")
  void delete(@Parameters(paramLabel = "NAME") String name) {
    onQueue(name, id -> queues().delete(id));
    succeeded("Deleted", name);
  }

  private void succeeded(String what, String name) {
    session.out().success(what + " work queue " + PythonText.quoted(name));
  }

  private void onQueue(String nameOrId, Consumer<UUID> act) {
    var id = Scalars.findUuid(nameOrId);
    try {
      act.accept(id.orElseGet(() -> queues().readByName(nameOrId).id()));
    } catch (ApiException e) {
      if (!e.isNotFound()) {
        throw e;
      }
      throw new Failure(
          id.isPresent()
              ? "No work queue found: " + PythonText.quoted(nameOrId)
              : "No work queue named " + PythonText.quoted(nameOrId) + " found.");
    }
  }

  private WorkQueuesApi queues() {
    return session.api().workQueues();
  }
}
