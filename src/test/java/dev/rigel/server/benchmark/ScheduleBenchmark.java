package dev.rigel.server.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.flow.FlowCreate;
import dev.rigel.contract.schedule.CatchUp;
import dev.rigel.contract.schedule.CronSchedule;
import dev.rigel.contract.schedule.IntervalSchedule;
import dev.rigel.contract.schedule.Overlap;
import dev.rigel.contract.schedule.RRuleSchedule;
import dev.rigel.contract.schedule.Schedule;
import dev.rigel.contract.schedule.SchedulePolicyBuilder;
import dev.rigel.server.database.Columns;
import dev.rigel.server.database.Database;
import dev.rigel.server.flow.Flows;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.ServerHarness;
import dev.rigel.server.schedulepolicy.LateRuns;
import dev.rigel.server.scheduler.Scheduler;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What passes of the scheduler and of late runs cost on PostgreSQL; prints a table. Not part of the
 * build: {@code mvn test -Dtest=ScheduleBenchmark}.
 */
class ScheduleBenchmark {
  private static final int DEPLOYMENTS = 5_000;
  private static final int LATE_RUNS = 10_000;
  private static final int FURTHER_PASSES = 20;
  private static final OffsetDateTime NOON = OffsetDateTime.parse("2022-11-23T12:00:00Z");
  private static final List<String> ZONES =
      List.of(
          "UTC",
          "America/New_York",
          "Europe/London",
          "Asia/Kathmandu",
          "Australia/Lord_Howe",
          "Africa/Casablanca");

  private ServerHarness server;
  private JpaProvider provider;

  @ParameterizedTest
  @EnumSource
  void passes_over_5000_deployments(JpaProvider jpa) throws Exception {
    provider = jpa;
    try (var own = ServerHarness.on(Database.POSTGRESQL, provider)) {
      server = own;
      server.clock().set(NOON);
      fill();
      row("pass, all runs to plant", this::pass, 15);
      print("  runs planted", count("select count(*) from flow_run"));
      row("pass, nothing due", this::pass, 1);
      server.clock().advance(Duration.ofMinutes(1));
      row("pass, one minute later", this::pass, 15);
      memory();
      makeLate();
      row("10,000 late runs", this::markLate, 5);
      assertThat(count("select count(*) from flow_run where state_name = 'Late'"))
          .isEqualTo(LATE_RUNS);
      givePolicies();
      makeLate();
      row("10,000 late runs, policies", this::markLate, 30);
      assertThat(count("select count(*) from flow_run where state_name = 'Late'"))
          .isEqualTo(LATE_RUNS);
      server.clock().advance(Duration.ofDays(1));
      row("10,000 missed runs", this::endMissed, 30);
      assertThat(count("select count(*) from flow_run where state_name = 'Missed'"))
          .isEqualTo(LATE_RUNS);
    }
  }

  private void fill() throws SQLException {
    var flow = server.get(Flows.class).create(new FlowCreate("f", List.of())).value().id();
    var sql =
        "insert into deployment (id, created, updated, name, flow_id, work_queue_name, schedule, is_schedule_active, tags, parameters, infra_overrides)"
            + " values (?, now(), now(), ?, ?, 'q', ?, true, '[]', '{\"n\": 1}', '{}')";
    try (var connection = server.database().source().getConnection();
        var insert = connection.prepareStatement(sql)) {
      for (int i = 0; i < DEPLOYMENTS; i++) {
        insert.setObject(1, UUID.randomUUID());
        insert.setString(2, "d" + i);
        insert.setObject(3, flow);
        insert.setString(4, Columns.json(schedule(i)));
        insert.addBatch();
      }
      insert.executeBatch();
    }
    try (var connection = server.database().source().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "insert into deployment_planting (deployment_id) select id from deployment");
    }
  }

  /** Nine kinds in six zones. */
  private static Schedule schedule(int i) {
    var zone = ZONES.get(i / 9 % ZONES.size());
    return switch (i % 9) {
      case 0 -> new IntervalSchedule(Duration.ofMinutes(5), NOON.plusSeconds(i % 300), zone);
      case 1 -> new IntervalSchedule(Duration.ofHours(1), NOON.plusSeconds(i % 3600), zone);
      case 2 -> new IntervalSchedule(Duration.ofDays(1), NOON.minusDays(i % 365), zone);
      case 3 -> new CronSchedule("*/10 * * * *", zone, true);
      case 4 -> new CronSchedule(i % 60 + " 9 * * mon-fri", zone, true);
      case 5 -> new CronSchedule("0 0 L * *", zone, true);
      case 6 ->
          new RRuleSchedule(
              "DTSTART:20220101T" + (i % 2 == 0 ? "09" : "17") + "0000\nRRULE:FREQ=DAILY", zone);
      case 7 ->
          new RRuleSchedule("DTSTART:20220101T020000\nRRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR", zone);
      default -> new RRuleSchedule("DTSTART:20220101T000000\nRRULE:FREQ=MONTHLY;BYDAY=-1FR", zone);
    };
  }

  private void pass() {
    UUID last = null;
    do {
      last = server.get(Scheduler.class).plantPage(last);
    } while (last != null);
  }

  private void memory() {
    var before = usedMegabytes();
    for (int i = 0; i < FURTHER_PASSES; i++) {
      server.clock().advance(Duration.ofMinutes(1));
      pass();
    }
    print("heap in use, MB", before);
    print("  " + FURTHER_PASSES + " passes later, MB", usedMegabytes());
  }

  private static long usedMegabytes() {
    System.gc();
    var runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) / 1_000_000;
  }

  /** Every deployment lets one run wait, and for a day at most. */
  private void givePolicies() throws SQLException {
    var policy =
        SchedulePolicyBuilder.builder()
            .catchUp(CatchUp.all)
            .catchUpWindow(Duration.ofDays(1))
            .overlap(Overlap.queue_one)
            .build();
    try (var connection = server.database().source().getConnection();
        var give = connection.prepareStatement("update deployment set schedule_policy = ?");
        var statement = connection.createStatement()) {
      give.setString(1, Columns.json(policy));
      give.executeUpdate();
      statement.executeUpdate(
          "insert into deployment_turn (deployment_id, keeps_back) select id, true from deployment");
      statement.executeUpdate("update flow_run set state_name = 'Scheduled'");
      statement.execute("analyze");
    }
  }

  /** The soonest runs, and no others, are overdue. */
  private void makeLate() throws SQLException {
    server.clock().set(NOON.plusHours(1));
    try (var connection = server.database().source().getConnection();
        var statement = connection.createStatement()) {
      statement.executeUpdate(
          "update flow_run set next_scheduled_start_time = timestamptz '2030-01-01 00:00Z'");
      statement.executeUpdate(
          "update flow_run set next_scheduled_start_time = timestamptz '2022-11-23 12:30Z' where id in (select id from flow_run limit "
              + LATE_RUNS
              + ")");
      statement.execute("analyze flow_run");
    }
  }

  private void markLate() {
    var more = true;
    while (more) {
      more = server.get(LateRuns.class).markPage();
    }
  }

  private void endMissed() {
    var more = true;
    while (more) {
      more = server.get(LateRuns.class).endPage();
    }
  }

  private long count(String sql) throws SQLException {
    try (var connection = server.database().source().getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private void row(String what, Runnable work, int targetSeconds) {
    var start = System.nanoTime();
    work.run();
    var seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "| %-11s | %-28s | %8.2f s | %5d s |%n", provider, what, seconds, targetSeconds);
  }

  private void print(String what, long value) {
    System.out.printf("| %-11s | %-28s | %10d |         |%n", provider, what, value);
  }
}
