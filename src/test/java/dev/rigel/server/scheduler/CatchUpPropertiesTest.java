package dev.rigel.server.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.deployment.DeploymentUpdateBuilder;
import dev.rigel.contract.schedule.CatchUp;
import dev.rigel.contract.schedule.CronSchedule;
import dev.rigel.contract.schedule.IntervalSchedule;
import dev.rigel.contract.schedule.Schedule;
import dev.rigel.contract.schedule.SchedulePolicyBuilder;
import dev.rigel.contract.state.StateType;
import dev.rigel.server.database.Database;
import dev.rigel.server.database.Times;
import dev.rigel.server.deployment.Deployments;
import dev.rigel.server.deployment.PlantedDate;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.Scenario;
import dev.rigel.server.harness.ServerHarness;
import dev.rigel.server.schedule.Schedules;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.openapitools.jackson.nullable.JsonNullable;

/**
 * With catch_up {@code all} no date is lost and none is doubled, in whatever order servers are down
 * and up again, agents take runs, and somebody changes, pauses and resumes.
 */
class CatchUpPropertiesTest {
  private static final List<Schedule> SCHEDULES =
      List.of(
          new CronSchedule("*/20 * * * *", null, true),
          new CronSchedule("7 * * * *", "America/New_York", true),
          new IntervalSchedule(
              Duration.ofMinutes(13), OffsetDateTime.parse("2022-01-01T00:00:00Z"), "UTC"));

  private static ServerHarness server;

  /** What happens, after so many minutes. */
  enum Event {
    PASS,
    TAKE,
    CHANGE,
    TOUCH,
    PAUSE,
    RESUME
  }

  record Step(int minutes, Event event) {}

  @BeforeContainer
  static void start() {
    server = ServerHarness.on(Database.H2, JpaProvider.HIBERNATE);
  }

  @AfterContainer
  static void stop() {
    server.close();
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 400), Arbitraries.of(Event.values()))
        .as(Step::new)
        .list()
        .ofMinSize(3)
        .ofMaxSize(12);
  }

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void no_date_is_lost_and_none_is_doubled(
      @ForAll("steps") List<Step> steps, @ForAll boolean spread) throws SQLException {
    var jitter = spread ? Duration.ofMinutes(25) : Duration.ZERO;
    var story = new Story(jitter);
    for (var step : steps) {
      server.clock().advance(Duration.ofMinutes(step.minutes()));
      story.go(step.event());
    }
    server.clock().advance(Duration.ofHours(5));

    story.end();
  }

  /** One deployment, and what is known of its dates. */
  private static final class Story {
    private final Deployments deployments = server.get(Deployments.class);
    private final Scenario scenario = new Scenario(server);
    private final TreeSet<OffsetDateTime> owed = new TreeSet<>();
    private final TreeSet<OffsetDateTime> taken = new TreeSet<>();
    private final UUID id;
    private int schedule;
    private boolean active = true;
    private OffsetDateTime since = server.clock().now();

    Story(Duration jitter) {
      var policy = SchedulePolicyBuilder.builder().catchUp(CatchUp.all).startJitter(jitter).build();
      id = scenario.deployment(UUID.randomUUID().toString(), "q", SCHEDULES.get(0), policy).id();
    }

    void go(Event event) throws SQLException {
      switch (event) {
        case PASS -> server.get(Scheduler.class).plantPage(null);
        case TAKE -> take();
        case CHANGE -> {
          endReign();
          schedule++;
          update(JsonNullable.of(now()));
        }
        case TOUCH -> {
          endReign();
          update(JsonNullable.undefined());
        }
        case PAUSE -> {
          endReign();
          active = false;
          owed.clear();
          deployments.setScheduleActive(id, false);
        }
        default -> {
          endReign();
          active = true;
          deployments.setScheduleActive(id, true);
        }
      }
    }

    private Schedule now() {
      return SCHEDULES.get(schedule % SCHEDULES.size());
    }

    private void update(JsonNullable<Schedule> change) {
      deployments.update(id, DeploymentUpdateBuilder.builder().schedule(change).build());
    }

    /** All dates of the schedule so far are owed. */
    private void endReign() {
      var end = server.clock().now();
      if (active) {
        Schedules.dates(now())
            .from(since)
            .takeWhile(date -> date.isBefore(end))
            .filter(date -> !taken.contains(date))
            .forEach(owed::add);
      }
      since = end;
    }

    private void take() throws SQLException {
      endReign();
      for (var run : due()) {
        var date = Times.utc(PlantedDate.of(scenario.read(run).idempotencyKey()).orElseThrow());
        scenario.propose(run, StateType.PENDING);
        assertThat(owed.remove(date) || date.equals(since)).as("owed: %s", date).isTrue();
        taken.add(date);
      }
    }

    void end() throws SQLException {
      endReign();
      server.get(Scheduler.class).plantPage(null);
      var past =
          dates().stream().filter(date -> date.isBefore(server.clock().now())).sorted().toList();
      var wanted = new TreeSet<>(owed);
      wanted.addAll(taken);
      assertThat(past).containsExactlyElementsOf(wanted);
      deployments.delete(id);
    }

    private List<UUID> due() throws SQLException {
      var due = new ArrayList<UUID>();
      try (var connection = server.database().source().getConnection();
          var query =
              connection.prepareStatement(
                  "select id from flow_run where deployment_id = ? and state_type = 'SCHEDULED' and expected_start_time <= ?")) {
        query.setObject(1, id);
        query.setObject(2, server.clock().now());
        var rows = query.executeQuery();
        while (rows.next()) {
          due.add((UUID) rows.getObject(1));
        }
      }
      return due;
    }

    private List<OffsetDateTime> dates() throws SQLException {
      var dates = new ArrayList<OffsetDateTime>();
      try (var connection = server.database().source().getConnection();
          var query =
              connection.prepareStatement(
                  "select idempotency_key from flow_run where deployment_id = ?")) {
        query.setObject(1, id);
        var rows = query.executeQuery();
        while (rows.next()) {
          dates.add(Times.utc(PlantedDate.of(rows.getString(1)).orElseThrow()));
        }
      }
      return dates;
    }
  }
}
