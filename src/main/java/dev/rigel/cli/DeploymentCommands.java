package dev.rigel.cli;

import dev.rigel.cli.terminal.Dump;
import dev.rigel.cli.terminal.Failure;
import dev.rigel.cli.terminal.OutputFormat;
import dev.rigel.cli.terminal.Style;
import dev.rigel.cli.terminal.Table;
import dev.rigel.cli.terminal.Text;
import dev.rigel.client.ApiException;
import dev.rigel.client.Patience;
import dev.rigel.contract.deployment.DeploymentFlowRunCreate;
import dev.rigel.contract.deployment.DeploymentFlowRunCreateBuilder;
import dev.rigel.contract.deployment.DeploymentQueryBuilder;
import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.contract.deployment.DeploymentSort;
import dev.rigel.contract.deployment.DeploymentUpdateBuilder;
import dev.rigel.contract.deployment.DeploymentsApi;
import dev.rigel.contract.deployment.OnAgentLost;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.json.Scalars;
import dev.rigel.contract.query.FlowFilterBuilder;
import dev.rigel.contract.query.Match;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openapitools.jackson.nullable.JsonNullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code deployment}: names are {@code FLOW/DEPLOYMENT}. */
@Command(name = "deployment", description = "Create, run and control deployments.")
final class DeploymentCommands {
  private static final Patience LOST_ANSWERS =
      new Patience(
          Patience.Plan.doubling(
              Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofSeconds(10)),
          Patience.Pause.SLEEP);

  private final Session session;

  DeploymentCommands(Session session) {
    this.session = session;
  }

  @Command(description = "Create or update deployments from YAML files.")
  void apply(
      @Parameters(paramLabel = "PATHS", arity = "1..*") List<Path> paths,
      @Option(
              names = {"-l", "--limit"},
              paramLabel = "INT",
              converter = ConcurrencyLimit.class,
              description = "Set this concurrency limit on the deployment's work queue.")
          @Nullable Integer limit,
      @Option(names = "--upload", description = "Upload Python code to the storage block.")
          boolean upload) {
    var apply = new DeploymentApply(session);
    paths.forEach(path -> apply.apply(path, limit, upload));
  }

  @Command(description = "List deployments.")
  void ls(
      @Option(
              names = "--flow-name",
              paramLabel = "TEXT",
              description = "Only deployments of this flow. Repeatable.")
          @Nullable List<String> flowNames,
      @Option(
              names = "--by-created",
              negatable = true,
              description = "The newest first; else by name.")
          boolean byCreated,
      @Mixin OutputFormat format) {
    var wanted =
        flowNames == null
            ? null
            : FlowFilterBuilder.builder().name(new Match.Names(flowNames, null)).build();
    var found =
        Pages.all(
            page ->
                deployments()
                    .filter(
                        DeploymentQueryBuilder.builder()
                            .flows(wanted)
                            .sort(DeploymentSort.NAME_ASC)
                            .limit(page.limit())
                            .offset(page.offset())
                            .build()));
    var flows = FlowNames.of(session, found.stream().map(DeploymentResponse::flowId));
    var byName =
        Comparator.comparing((DeploymentResponse d) -> flows.getOrDefault(d.flowId(), ""))
            .thenComparing(DeploymentResponse::name);
    var newest = Comparator.comparing(DeploymentResponse::created).reversed();
    var sorted = found.stream().sorted(byCreated ? newest : byName).toList();
    session.out().show(format, sorted, () -> session.out().print(table(sorted, flows)));
  }

  private static Table table(List<DeploymentResponse> deployments, Map<UUID, String> flows) {
    var table = Table.titled("Deployments").column("Name", Style.BLUE).column("ID", Style.CYAN);
    deployments.forEach(
        d ->
            table.row(
                Text.of(flows.getOrDefault(d.flowId(), "") + "/").and(d.name(), Style.BOLD),
                Text.of(d.id().toString())));
    return table;
  }

  @Command(description = "Show all about a deployment.")
  void inspect(@Parameters(paramLabel = "NAME") String name, @Mixin OutputFormat format) {
    var deployment = named(name);
    var shown = Dumps.asMap(deployment);
    // null from a server of the reference
    shown.remove("schedule_policy", null);
    shown.remove("empirical_policy", null);
    shown.remove("on_agent_lost", null);
    shown.remove("max_restarts", null);
    shown.remove("max_queued_runs", null);
    new SchedulePreviews(session)
        .words(deployment)
        .ifPresent(words -> shown.put("schedule_words", words));
    if (deployment.infrastructureDocumentId() != null) {
      var document =
          session.api().blockDocuments().read(deployment.infrastructureDocumentId(), false);
      var infrastructure = new LinkedHashMap<>(document.data());
      infrastructure.put("block_type_slug", document.blockType().slug());
      shown.put("infrastructure", infrastructure);
    }
    session.out().show(format, shown, () -> session.out().print(Dump.of(shown)));
  }

  @Command(description = "Create a run of a deployment, for an agent to take.")
  int run(
      @Parameters(paramLabel = "NAME", arity = "0..1") @Nullable String name,
      @Option(names = "--id", paramLabel = "TEXT", description = "The deployment's id.")
          @Nullable String id,
      @Option(
              names = {"-p", "--param"},
              paramLabel = "K=V",
              description = "A parameter; the value is JSON or plain text. Repeatable.")
          @Nullable List<String> single,
      @Option(
              names = "--params",
              paramLabel = "JSON",
              description = "Parameters as a JSON object; - reads standard input.")
          @Nullable String together,
      @Option(
              names = "--retries",
              paramLabel = "INT",
              description = "How often the run is tried again; default as the deployment says.")
          @Nullable Integer retries,
      @Option(
              names = "--retry-delay-seconds",
              paramLabel = "INT",
              description = "Between two tries; default as the deployment says.")
          @Nullable Integer retryDelaySeconds,
      @Option(
              names = "--priority",
              paramLabel = "INT",
              description =
                  "Goes before runs of its queue with a lower one, -1000 to 1000; default 0.")
          @Nullable Integer priority,
      @Option(
              names = "--enforce-parameter-schema",
              description = "Refuse parameters that do not fit the deployment's schema.")
          boolean enforced,
      @Option(
              names = "--watch",
              description = "Follow the run to its end; exit 0 only if it has completed.")
          boolean watch) {
    if ((name == null) == (id == null)) {
      throw new Failure(
          name == null
              ? "Must provide a deployed flow's name or id"
              : "Only provide a deployed flow's name or id");
    }
    demandCount("--retries", retries);
    demandCount("--retry-delay-seconds", retryDelaySeconds);
    RunPriority.demand(priority);
    var parameters = new RunParameters(session.out(), System.in).of(single, together);
    var deployment = id == null ? byName(Objects.requireNonNull(name)) : byId(id);
    demandKnown(parameters, deployment.parameterOpenapiSchema());
    var flow = session.api().flows().read(deployment.flowId()).name();
    session
        .out()
        .print("Creating flow run for deployment '%s/%s'...".formatted(flow, deployment.name()));
    var policy = EmpiricalPolicy.of(retries, retryDelaySeconds);
    var wanted =
        DeploymentFlowRunCreateBuilder.builder()
            .parameters(parameters)
            .empiricalPolicy(policy.equals(EmpiricalPolicy.NONE) ? null : policy)
            .priority(priority)
            // a server of the reference knows no such field
            .enforceParameterSchema(enforced ? true : null);
    var run = planted(deployment, wanted);
    report(run);
    if (!watch) {
      return 0;
    }
    return new RunFollower(session, run).toItsEnd().stateType() == StateType.COMPLETED ? 0 : 1;
  }

  /** A run that is due now. */
  FlowRunResponse planted(DeploymentResponse deployment, DeploymentFlowRunCreateBuilder wanted) {
    var due = StateCreate.scheduled(session.now(), null);
    var key = UUID.randomUUID().toString();
    return made(deployment.id(), wanted.state(due).idempotencyKey(key).build());
  }

  /** Under its key it can be asked for again when the answer got lost: it is created once. */
  private FlowRunResponse made(UUID deployment, DeploymentFlowRunCreate run) {
    var failures = new ArrayList<ApiException>();
    try {
      return LOST_ANSWERS.call(
          () -> {
            try {
              return deployments().createFlowRun(deployment, run);
            } catch (ApiException e) {
              failures.add(e);
              throw e;
            }
          },
          e -> session.out().error(RunFollower.TRYING_AGAIN + e.getMessage()));
    } catch (ApiException e) {
      throw failures.stream().anyMatch(ApiException::mayHaveBeenDone) ? mayExist(e) : e;
    }
  }

  private static Failure mayExist(ApiException e) {
    return new Failure(
        e.getMessage()
            + "\nThe flow run may have been created all the same: look with `rigel flow-run ls`"
            + " before you run it again.");
  }

  private static void demandCount(String option, @Nullable Integer number) {
    if (number != null && number < 0) {
      throw new Failure("%s must not be negative, but is %d".formatted(option, number));
    }
  }

  private void report(FlowRunResponse run) {
    session.out().success("Created flow run '" + run.name() + "'.");
    session
        .out()
        .print(
            """
            └── UUID: %s
            └── Parameters: %s\
            """
                .formatted(run.id(), Dump.of(run.parameters()).inline()));
    session.out().line("└── URL: %s/flow-runs/flow-run/%s".formatted(session.uiUrl(), run.id()));
  }

  private static void demandKnown(Map<String, Object> given, @Nullable Map<String, Object> schema) {
    var known = ParameterSchema.names(schema);
    var unknown = new TreeSet<>(given.keySet());
    unknown.removeAll(known);
    if (!unknown.isEmpty() && !ParameterSchema.takesOthers(schema)) {
      throw new Failure(
          "The following parameters were specified but not found on the deployment: "
              + RunParameters.listed(unknown)
              + (known.isEmpty()
                  ? "\nThis deployment does not accept parameters."
                  : "\nThe following parameters are available on the deployment: "
                      + RunParameters.listed(known)));
    }
  }

  @Command(description = "Delete a deployment and its runs that have not begun.")
  void delete(
      @Parameters(paramLabel = "NAME", arity = "0..1") @Nullable String name,
      @Option(names = "--id", paramLabel = "TEXT", description = "The deployment's id.")
          @Nullable String id) {
    var given = name == null ? id : name;
    if (given == null) {
      throw new Failure("Must provide a deployment name or id");
    }
    var deployment = name == null ? byId(given) : byName(given);
    found(
        given,
        () -> {
          deployments().delete(deployment.id());
          return deployment;
        });
    session.out().success("Deleted deployment '" + given + "'.");
  }

  @Command(name = "pause-schedule", description = "Schedule no more runs.")
  void pauseSchedule(@Parameters(paramLabel = "NAME") String name) {
    update(named(name), DeploymentUpdateBuilder.builder().isScheduleActive(false));
    session.out().success("Paused schedule for deployment " + name);
  }

  @Command(name = "resume-schedule", description = "Schedule runs again.")
  void resumeSchedule(@Parameters(paramLabel = "NAME") String name) {
    update(named(name), DeploymentUpdateBuilder.builder().isScheduleActive(true));
    session.out().success("Resumed schedule for deployment " + name);
  }

  @Command(name = "set-schedule", description = "Set when a deployment runs by itself.")
  void setSchedule(
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--interval", paramLabel = "FLOAT", description = "Seconds between two runs.")
          @Nullable Double interval,
      @Option(
              names = "--anchor-date",
              paramLabel = "TEXT",
              description = "A date of the interval schedule, ISO 8601.")
          @Nullable String anchorDate,
      @Option(names = "--cron", paramLabel = "TEXT", description = "A cron expression.")
          @Nullable String cron,
      @Option(
              names = "--day_or",
              paramLabel = "TEXT",
              description =
                  "Whether one of day of month and day of week has to match; default true.")
          @Nullable String dayOr,
      @Option(
              names = "--rrule",
              paramLabel = "TEXT",
              description = "An iCalendar recurrence rule, plain or as {\"rrule\": TEXT}.")
          @Nullable String rrule,
      @Option(
              names = "--timezone",
              paramLabel = "TEXT",
              description = "An IANA time zone; default UTC.")
          @Nullable String timezone) {
    var schedule =
        new ScheduleOptions(interval, anchorDate, cron, dayOr, rrule, timezone).schedule();
    var deployment = named(name);
    update(deployment, DeploymentUpdateBuilder.builder().schedule(JsonNullable.of(schedule)));
    session.out().success("Updated deployment schedule!");
    tell(deployment);
  }

  /** As it is now; it is changed whether or not that can be told. */
  private void tell(DeploymentResponse changed) {
    try {
      var now = deployments().read(changed.id());
      new SchedulePreviews(session).words(now).ifPresent(session.out()::print);
    } catch (ApiException e) {
      session.out().error("Its schedule could not be read: " + e.getMessage());
    }
  }

  @Command(description = "Show the next dates of a deployment's schedule, and what they go by.")
  void preview(
      @Parameters(paramLabel = "NAME") String name,
      @Option(
              names = {"-l", "--limit"},
              paramLabel = "INT",
              defaultValue = "10",
              description = "How many dates, 1 to 366; default 10.")
          int limit,
      @Mixin OutputFormat format) {
    if (limit < 1 || limit > 366) {
      throw new Failure("--limit must lie between 1 and 366, but is " + limit);
    }
    var deployment = named(name);
    if (deployment.schedule() == null) {
      throw new Failure("Deployment '" + name + "' has no schedule.");
    }
    var previews = new SchedulePreviews(session);
    var preview =
        previews
            .of(deployment, limit)
            .orElseThrow(
                () ->
                    new Failure(
                        "This server does not tell the dates of schedules, as one of Rigel does."));
    session.out().show(format, preview, () -> previews.show(preview));
  }

  @Command(name = "set-policy", description = "Set how the dates of a schedule become runs.")
  void setPolicy(@Parameters(paramLabel = "NAME") String name, @Mixin PolicyOptions options) {
    var deployment = named(name);
    var policy = options.over(deployment.schedulePolicy());
    update(deployment, DeploymentUpdateBuilder.builder().schedulePolicy(JsonNullable.of(policy)));
    session.out().success("Updated deployment schedule policy!");
  }

  @Command(
      name = "set-on-agent-lost",
      description = "Set what becomes of a run that is under way when its agent is lost.")
  void setOnAgentLost(
      @Parameters(paramLabel = "NAME") String name,
      @Parameters(
              paramLabel = "WHAT",
              description =
                  "${COMPLETION-CANDIDATES}: it is CRASHED, or goes back to its queue and begins"
                      + " anew.")
          OnAgentLost what,
      @Option(
              names = "--max-restarts",
              paramLabel = "INT",
              description = "How often a run begins anew for that; default 3.")
          @Nullable Integer maxRestarts) {
    demandCount("--max-restarts", maxRestarts);
    var deployment = named(name);
    if (deployment.onAgentLost() == null) {
      throw new Failure("This server knows no agents that it could lose.");
    }
    update(
        deployment,
        DeploymentUpdateBuilder.builder()
            .onAgentLost(JsonNullable.of(what))
            .maxRestarts(JsonNullable.of(maxRestarts)));
    session.out().success("Updated what becomes of runs whose agent is lost!");
  }

  private void update(DeploymentResponse deployment, DeploymentUpdateBuilder change) {
    deployments().update(deployment.id(), change.build());
  }

  /** As {@link #byName}, and says what a name must look like. */
  private DeploymentResponse named(String name) {
    if (!name.contains("/")) {
      throw new Failure("Invalid deployment name. Expected '<flow-name>/<deployment-name>'");
    }
    return byName(name);
  }

  /** The deployment of a name {@code FLOW/DEPLOYMENT}. */
  DeploymentResponse byName(String name) {
    var parts = name.split("/", 2);
    if (parts.length < 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
      throw new Failure(
          notFound(name).getMessage()
              + " Its name must be '<flow-name>/<deployment-name>'; see `rigel deployment ls`.");
    }
    return found(name, () -> deployments().readByName(parts[0], parts[1]));
  }

  private DeploymentResponse byId(String id) {
    var parsed = Scalars.findUuid(id).orElseThrow(() -> notFound(id));
    return found(id, () -> deployments().read(parsed));
  }

  private static <T> T found(String name, Supplier<T> call) {
    try {
      return call.get();
    } catch (ApiException e) {
      throw e.isNotFound() ? notFound(name) : e;
    }
  }

  private static Failure notFound(String name) {
    return new Failure("Deployment '" + name + "' not found!");
  }

  private DeploymentsApi deployments() {
    return session.api().deployments();
  }
}
