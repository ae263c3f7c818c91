package dev.rigel.cli;

import dev.rigel.agent.child.LogLine;
import dev.rigel.cli.terminal.PythonText;
import dev.rigel.client.ApiClient;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.log.LogFilter;
import dev.rigel.contract.log.LogFilterBuilder;
import dev.rigel.contract.log.LogQuery;
import dev.rigel.contract.log.LogResponse;
import dev.rigel.contract.log.LogSort;
import dev.rigel.contract.query.FlowRunFilter;
import dev.rigel.contract.query.Match;
import dev.rigel.contract.taskrun.TaskRunQueryBuilder;
import dev.rigel.contract.taskrun.TaskRunResponse;
import dev.rigel.contract.taskrun.TaskRunSort;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What one flow run logs, read once or again and again. */
final class LogFeed {
  /** Batches of several processes may arrive in another order than they were written. */
  private static final Duration OVERLAP = Duration.ofSeconds(10);

  private final ApiClient api;
  private final FlowRunResponse run;
  private final Wanted wanted;
  private final Map<UUID, String> taskRunNames = new HashMap<>();
  private final Set<UUID> seen = new HashSet<>();
  private @Nullable OffsetDateTime newest;

  LogFeed(ApiClient api, FlowRunResponse run, Wanted wanted) {
    this.api = api;
    this.run = run;
    this.wanted = wanted;
  }

  /**
   * Which records.
   *
   * @param level the least
   * @param find what their messages contain; a server of the reference refuses to look for it
   */
  record Wanted(@Nullable Integer level, @Nullable String find) {
    /** All of them. */
    static final Wanted ALL = new Wanted(null, null);
  }

  /** A record as it is shown. */
  record Line(OffsetDateTime time, String text) {}

  /** All records, or the first so many. */
  List<LogResponse> read(@Nullable Integer limit, boolean newestFirst) {
    var sort = newestFirst ? LogSort.TIMESTAMP_DESC : LogSort.TIMESTAMP_ASC;
    var most = limit == null ? Integer.MAX_VALUE : limit;
    return Pages.upTo(
        most,
        page -> api.logs().filter(new LogQuery(since(null), sort, page.limit(), page.offset())));
  }

  /** The records that have come since the last call. */
  List<Line> readNew() {
    var since = newest == null ? null : newest.minus(OVERLAP);
    var fresh = new ArrayList<LogResponse>();
    for (var log :
        Pages.all(
            page ->
                api.logs()
                    .filter(
                        new LogQuery(
                            since(since), LogSort.TIMESTAMP_ASC, page.limit(), page.offset())))) {
      if (!seen.contains(log.id())) {
        fresh.add(log);
      }
    }
    var lines = lines(fresh); // an outage until here loses nothing: it is read again
    fresh.forEach(this::note);
    return lines;
  }

  private void note(LogResponse log) {
    seen.add(log.id());
    newest = newest == null || log.timestamp().isAfter(newest) ? log.timestamp() : newest;
  }

  private LogFilter since(@Nullable OffsetDateTime time) {
    return LogFilterBuilder.builder()
        .level(wanted.level() == null ? null : new Match.Levels(wanted.level(), null))
        .message(wanted.find() == null ? null : new Match.Like(wanted.find()))
        .timestamp(time == null ? null : new Match.Times(null, time))
        .flowRunId(new Match.Ids(List.of(run.id())))
        .build();
  }

  /** Records as they are shown. */
  List<Line> lines(List<LogResponse> logs) {
    if (logs.stream().anyMatch(log -> isOfUnknownTask(log))) {
      taskRuns(api, run.id()).forEach(task -> taskRunNames.put(task.id(), task.name()));
    }
    return logs.stream().map(log -> new Line(log.timestamp(), text(log))).toList();
  }

  private String text(LogResponse log) {
    return LogLine.of(log.timestamp().toInstant(), log.level(), source(log), log.message());
  }

  private boolean isOfUnknownTask(LogResponse log) {
    return log.taskRunId() != null && !taskRunNames.containsKey(log.taskRunId());
  }

  private String source(LogResponse log) {
    if (log.taskRunId() == null) {
      return "Flow run " + PythonText.quoted(run.name());
    }
    var name = taskRunNames.getOrDefault(log.taskRunId(), log.taskRunId().toString());
    return "Task run " + PythonText.quoted(name);
  }

  /** The task runs of a flow run, in the order in which they were expected to start. */
  static List<TaskRunResponse> taskRuns(ApiClient api, UUID flowRun) {
    var wanted = FlowRunFilter.ofId(flowRun);
    return Pages.all(
        page ->
            api.taskRuns()
                .filter(
                    TaskRunQueryBuilder.builder()
                        .flowRuns(wanted)
                        .sort(TaskRunSort.EXPECTED_START_TIME_ASC)
                        .limit(page.limit())
                        .offset(page.offset())
                        .build()));
  }
}
