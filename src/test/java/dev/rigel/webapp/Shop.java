package dev.rigel.webapp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rigel.contract.agent.AgentState;
import dev.rigel.contract.attention.Mention;
import dev.rigel.contract.attention.MentionType;
import dev.rigel.contract.attention.Severity;
import dev.rigel.contract.attention.TroubleBuilder;
import dev.rigel.contract.attention.TroubleFiguresBuilder;
import dev.rigel.contract.attention.TroubleKind;
import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.contract.flow.FlowResponse;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.flowrun.FlowRunResponseBuilder;
import dev.rigel.contract.json.BodyReader;
import dev.rigel.contract.log.LogResponseBuilder;
import dev.rigel.contract.schedule.CronSchedule;
import dev.rigel.contract.schedule.ScheduleDatesQuery;
import dev.rigel.contract.schedule.ScheduledDate;
import dev.rigel.contract.schedule.ScheduledDateBuilder;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.taskrun.TaskRunInput;
import dev.rigel.contract.taskrun.TaskRunResponse;
import dev.rigel.contract.taskrun.TaskRunResponseBuilder;
import dev.rigel.contract.workqueue.QueueCondition;
import dev.rigel.contract.workqueue.QueueRuns;
import dev.rigel.fixture.Reply;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A day at a shop, for pictures: orders come in each hour, a report failed in the night, and the
 * one machine that can train a model has more to do than it can.
 */
final class Shop {
  private static final List<String> NAMES =
      List.of(
          "amber-otter",
          "brisk-heron",
          "calm-lynx",
          "dusty-finch",
          "eager-mole",
          "fond-crane",
          "grand-newt",
          "hasty-wren",
          "ivory-stoat",
          "jolly-toad",
          "keen-vole",
          "lucid-tern");

  private final FakeServer server;
  private final FlowResponse orders = Things.flow("orders-etl");
  private final FlowResponse reports = Things.flow("sales-report");
  private final FlowResponse models = Things.flow("train-model");
  private final DeploymentResponse hourly = deployed("hourly", orders, "batch", "5 * * * *");
  private final DeploymentResponse nightly = deployed("nightly", reports, "reports", "30 2 * * *");
  private final DeploymentResponse weekly = deployed("weekly", models, "gpu", "0 6 * * 1");
  private final FlowRunResponse failed = run("quiet-gnu", reports, nightly, StateType.FAILED, 130);
  private int taken;

  private Shop(FakeServer server) {
    this.server = server;
  }

  /**
   * Fills a server.
   *
   * @return the run whose report failed
   */
  static FlowRunResponse open(FakeServer server) {
    var shop = new Shop(server);
    server.has(shop.orders, shop.reports, shop.models, shop.hourly, shop.nightly, shop.weekly);
    shop.runs();
    shop.report();
    shop.queues();
    shop.troubles();
    shop.dates();
    return shop.failed;
  }

  private static DeploymentResponse deployed(
      String name, FlowResponse flow, String queue, String cron) {
    return Things.deployment(name, flow)
        .workQueueName(queue)
        .schedule(new CronSchedule(cron, "Europe/London", true))
        .isScheduleActive(true)
        .tags(List.of("prod"))
        .build();
  }

  private static FlowRunResponse run(
      String name, FlowResponse flow, DeploymentResponse of, StateType type, int minutesAgo) {
    return Things.run(
            name, flow, type, Things.ago(Duration.ofMinutes(minutesAgo)), Duration.ofSeconds(74))
        .deploymentId(of.id())
        .workQueueName(of.workQueueName())
        .build();
  }

  private void runs() {
    for (var hour = 1; hour <= 22; hour++) {
      var type = hour == 9 ? StateType.CRASHED : StateType.COMPLETED;
      server.has(run(next(), orders, hourly, type, 60 * hour - 20));
    }
    for (var day = 1; day <= 4; day++) {
      server.has(run(next(), reports, nightly, StateType.COMPLETED, 24 * 60 * day + 130));
    }
    server.has(run(next(), orders, hourly, StateType.RUNNING, 2));
    server.has(run(next(), models, weekly, StateType.RUNNING, 95));
    for (var waiting = 1; waiting <= 3; waiting++) {
      var late = run(next(), models, weekly, StateType.SCHEDULED, 5 * waiting);
      server.has(FlowRunResponseBuilder.builder(late).stateName("Late").build());
    }
    server.has(run(next(), orders, hourly, StateType.SCHEDULED, -40));
  }

  private String next() {
    return NAMES.get(taken++ % NAMES.size());
  }

  /** Four steps, of which the last could not write. */
  private void report() {
    var start = failed.startTime();
    var sales = step("read-sales", StateType.COMPLETED, 0, 21);
    var stock = step("read-stock", StateType.COMPLETED, 0, 34);
    var joined = step("join", StateType.COMPLETED, 34, 19, sales, stock);
    var write = step("write-report", StateType.FAILED, 53, 21, joined);
    server.has(
        Things.in(
            failed,
            Things.state(
                StateType.FAILED,
                "Step write-report failed: connection to reports.example refused",
                start.plusSeconds(74))));
    server.has(sales, stock, joined, write);
    line(20, "Read 48,210 sales of yesterday", 21, sales);
    line(20, "Read 9,114 articles", 34, stock);
    line(30, "12 sales without an article are left out", 47, joined);
    line(20, "Joined 48,198 rows", 53, joined);
    line(20, "Writing to reports.example", 54, write);
    line(40, "Connection to reports.example refused, try 1 of 3", 60, write);
    line(40, "Connection to reports.example refused, try 2 of 3", 67, write);
    line(40, "Connection to reports.example refused, try 3 of 3", 74, write);
  }

  private TaskRunResponse step(
      String name, StateType type, int from, int seconds, TaskRunResponse... before) {
    var start = failed.startTime().plusSeconds(from);
    var inputs =
        List.of(before).stream()
            .map(one -> (TaskRunInput) new TaskRunInput.TaskRunResult(one.id()))
            .toList();
    return TaskRunResponseBuilder.builder(Things.step(name, failed, type))
        .startTime(start)
        .endTime(start.plusSeconds(seconds))
        .totalRunTime(Duration.ofSeconds(seconds))
        .taskInputs(inputs.isEmpty() ? Map.of() : Map.of("rows", inputs))
        .build();
  }

  private void line(int level, String message, int after, TaskRunResponse step) {
    var line = Things.line(failed, level, message, failed.startTime().plusSeconds(after));
    server.has(LogResponseBuilder.builder(line).taskRunId(step.id()).build());
  }

  private void queues() {
    queue("gpu", 1, QueueCondition.full, new QueueRuns(0, 3, 0, 1), "gpu-1");
    queue("batch", 8, QueueCondition.healthy, new QueueRuns(1, 0, 0, 1), "batch-1");
    queue("reports", null, QueueCondition.healthy, new QueueRuns(0, 0, 0, 0), "batch-1");
    var agents =
        List.of(
            OtherThings.agent("batch-1", AgentState.ONLINE, "batch", "reports").build(),
            OtherThings.agent("gpu-1", AgentState.ONLINE, "gpu").build());
    server.on("POST /agents/filter", call -> Reply.json(200, agents));
  }

  private void queue(
      String name, Integer limit, QueueCondition condition, QueueRuns runs, String agent) {
    var queue = Things.queue(name).id(idOf(name)).concurrencyLimit(limit).build();
    server.has(Things.overview(queue, condition, runs, agent));
  }

  private static UUID idOf(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(UTF_8));
  }

  /** Each hour orders, in the night reports, in the morning models. */
  private void dates() {
    var today = Things.now().truncatedTo(ChronoUnit.DAYS);
    var all = new ArrayList<ScheduledDate>();
    for (var day = -31; day <= 31; day++) {
      for (var hour = 0; hour < 24; hour++) {
        all.add(date(hourly, today.plusDays(day).plusHours(hour).plusMinutes(5)));
        for (var report = 0; report < (hour == 2 || hour == 3 ? 9 - hour : 0); report++) {
          all.add(date(nightly, today.plusDays(day).plusHours(hour).plusMinutes(30 + report)));
        }
      }
      all.add(date(weekly, today.plusDays(day).plusHours(6)));
    }
    server.on(
        "POST /ui/schedules/dates",
        call -> {
          var query = BodyReader.read(call.json(), ScheduleDatesQuery.class);
          return Reply.json(200, FakeApi.dates(query, all));
        });
  }

  private static ScheduledDate date(DeploymentResponse deployment, OffsetDateTime time) {
    return ScheduledDateBuilder.builder()
        .deploymentId(deployment.id())
        .flowId(deployment.flowId())
        .deploymentName(deployment.name())
        .workQueueName(deployment.workQueueName())
        .scheduledTime(time)
        .expectedStartTime(time)
        .build();
  }

  private void troubles() {
    var full =
        TroubleBuilder.builder()
            .kind(TroubleKind.queue_full)
            .severity(Severity.high)
            .since(Things.ago(Duration.ofMinutes(15)))
            .ids(List.of(Mention.of(MentionType.work_queue, idOf("gpu"), "gpu")))
            .figures(TroubleFiguresBuilder.builder().late(3).taken(1).limit(1).build())
            .build();
    server.on("GET /ui/attention", call -> Reply.json(200, List.of(full)));
  }
}
