package dev.rigel.server.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.calendar.CalendarCreate;
import dev.rigel.contract.calendar.CalendarCreateBuilder;
import dev.rigel.contract.calendar.CalendarDay;
import dev.rigel.contract.calendar.CalendarSummaryResponse;
import dev.rigel.contract.calendar.CalendarUpdate;
import dev.rigel.contract.calendar.CalendarUpdateBuilder;
import dev.rigel.contract.calendar.ListedDays;
import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.contract.deployment.DeploymentUpdate;
import dev.rigel.contract.deployment.DeploymentUpdateBuilder;
import dev.rigel.contract.deployment.UpcomingDate;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.query.Page;
import dev.rigel.contract.schedule.CronSchedule;
import dev.rigel.contract.schedule.Schedule;
import dev.rigel.contract.schedule.SchedulePolicy;
import dev.rigel.contract.schedule.SchedulePolicyBuilder;
import dev.rigel.server.database.Database;
import dev.rigel.server.deployment.Deployments;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.Scenario;
import dev.rigel.server.harness.ServerHarness;
import dev.rigel.server.harness.TestDatabase;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.scheduler.Scheduler;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openapitools.jackson.nullable.JsonNullable;

/**
 * Two servers on one PostgreSQL change policies and calendars at random, three threads each. Nobody
 * may be told anything but yes, or a refusal that is meant: a deadlock would be a failure.
 */
class CalendarModelTest {
  private static final OffsetDateTime NOON = OffsetDateTime.parse("2022-11-23T12:00:00Z");
  private static final Schedule AT_NINE = new CronSchedule("0 9 * * *", null, true);
  private static final List<String> NAMES = List.of("a", "b");
  private static final int DEPLOYMENTS = 3;
  private static final int STEPS = 150;

  @Test
  void whatever_happens_at_once_no_name_dangles_and_no_run_is_on_a_closed_day() throws Exception {
    try (var tables = TestDatabase.of(Database.POSTGRESQL);
        var one = ServerHarness.beside(tables, JpaProvider.HIBERNATE);
        var two = ServerHarness.beside(tables, JpaProvider.ECLIPSELINK)) {
      var seed = new Random().nextLong();
      var threads = Executors.newFixedThreadPool(6);
      try {
        var work = new ArrayList<Callable<Void>>();
        for (int i = 0; i < 6; i++) {
          var player = new Player(i % 2 == 0 ? one : two, new Random(seed + i));
          work.add(player);
        }
        for (var done : threads.invokeAll(work)) {
          done.get();
        }
      } finally {
        threads.shutdownNow();
      }

      var end = new Player(one, new Random(seed));
      end.deployment(); // all may have been deleted
      end.pass();
      end.assertSound("seed " + seed);
    }
  }

  private record Player(ServerHarness server, Random random) implements Callable<Void> {

    Player {
      server.clock().set(NOON);
    }

    @Override
    public Void call() {
      for (int i = 0; i < STEPS; i++) {
        try {
          step();
        } catch (Problem refused) {
          // unknown or taken names, calendars in use: what may happen when others are at work
          assertThat(refused.status()).isIn(404, 409, 422);
        }
      }
      return null;
    }

    private void step() {
      switch (random.nextInt(10)) {
        case 0, 1 -> calendars().create(calendar(name()));
        case 7, 8 -> calendars().delete(calendars().readByName(name()).id());
        case 2 -> calendars().update(calendars().readByName(name()).id(), change());
        case 3 -> scenario().deployment(deploymentName(), "q", AT_NINE, policy());
        case 4 -> scenario().deployment(deploymentName(), "q", AT_NINE);
        case 5 -> deployments().delete(deployment().id());
        case 6 -> pass();
        default -> deployments().update(deployment().id(), change(policy()));
      }
    }

    void pass() {
      server.get(Scheduler.class).plantPage(null);
    }

    private CalendarCreate calendar(String name) {
      return CalendarCreateBuilder.builder()
          .name(name)
          .description("")
          .listed(ListedDays.closed)
          .days(days())
          .build();
    }

    private CalendarUpdate change() {
      return CalendarUpdateBuilder.builder().days(days()).build();
    }

    private static DeploymentUpdate change(SchedulePolicy policy) {
      return DeploymentUpdateBuilder.builder().schedulePolicy(JsonNullable.of(policy)).build();
    }

    /** Often without a calendar, so that some can be deleted. */
    private SchedulePolicy policy() {
      var names = new ArrayList<>(NAMES);
      Collections.shuffle(names, random);
      var some = List.copyOf(names.subList(0, Math.max(0, random.nextInt(4) - 1)));
      return some.isEmpty() && random.nextBoolean()
          ? null
          : SchedulePolicyBuilder.builder().calendars(some).build();
    }

    /** Of the next ten days. */
    private List<LocalDate> days() {
      var tomorrow = NOON.toLocalDate().plusDays(1);
      return IntStream.range(0, 10)
          .filter(i -> random.nextInt(3) == 0)
          .mapToObj(tomorrow::plusDays)
          .toList();
    }

    private String name() {
      return NAMES.get(random.nextInt(NAMES.size()));
    }

    private String deploymentName() {
      return "d" + random.nextInt(DEPLOYMENTS);
    }

    /** One that there is: each has planted runs. */
    private DeploymentResponse deployment() {
      var ids = deploymentIds();
      return ids.isEmpty()
          ? scenario().deployment(deploymentName(), "q", AT_NINE)
          : deployments().read(ids.get(random.nextInt(ids.size())));
    }

    private List<UUID> deploymentIds() {
      return scenario().runs().stream().map(FlowRunResponse::deploymentId).distinct().toList();
    }

    void assertSound(String description) {
      var known = calendars().list(Page.FIRST).stream().map(CalendarSummaryResponse::name).toList();
      assertThat(deploymentIds()).isNotEmpty();
      for (var id : deploymentIds()) {
        var names = deployments().read(id).schedulePolicy().calendars();
        assertThat(known).as(description).containsAll(names);
        assertThat(planted(id))
            .as(description)
            .hasSizeGreaterThanOrEqualTo(3)
            .allSatisfy(date -> assertOpen(names, date))
            .isEqualTo(upcoming(id).subList(0, planted(id).size()));
      }
    }

    private List<OffsetDateTime> planted(UUID deployment) {
      return scenario().runs().stream()
          .filter(run -> run.deploymentId().equals(deployment))
          .map(FlowRunResponse::expectedStartTime)
          .toList();
    }

    private List<OffsetDateTime> upcoming(UUID deployment) {
      return deployments().upcoming(deployment, 30, null).stream()
          .map(UpcomingDate::scheduledTime)
          .toList();
    }

    private void assertOpen(List<String> names, OffsetDateTime date) {
      var day = date.toLocalDate();
      for (var name : names) {
        var calendar = calendars().readByName(name);
        assertThat(calendars().days(calendar.id(), day, day))
            .containsExactly(new CalendarDay(day, true));
      }
    }

    private Scenario scenario() {
      return new Scenario(server);
    }

    private Calendars calendars() {
      return server.get(Calendars.class);
    }

    private Deployments deployments() {
      return server.get(Deployments.class);
    }
  }
}
