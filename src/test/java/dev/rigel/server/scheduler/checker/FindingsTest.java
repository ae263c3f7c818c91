package dev.rigel.server.scheduler.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.schedule.IntervalSchedule;
import dev.rigel.contract.schedule.Schedule;
import dev.rigel.server.scheduler.checker.History.Event;
import dev.rigel.server.scheduler.checker.History.What;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The checker sees what it is there for. */
class FindingsTest {
  private static final OffsetDateTime NOON = OffsetDateTime.parse("2022-11-23T12:00:00Z");
  private static final Schedule TENS = new IntervalSchedule(Duration.ofSeconds(10), NOON, "UTC");

  private final UUID deployment = UUID.randomUUID();
  private final List<Event> history = new ArrayList<>();

  private void happens(int tx, int second, What what, Schedule schedule, int time) {
    var at = NOON.plusSeconds(second);
    history.add(
        new Event(
            history.size(),
            tx,
            at,
            what,
            deployment,
            null,
            schedule,
            schedule != null,
            NOON.plusSeconds(time)));
  }

  private List<String> faultsUntil(int second) {
    return Findings.of(history, List.of(), Duration.ZERO, NOON.plusSeconds(second)).faults();
  }

  @Test
  void all_planted_is_no_fault() {
    happens(1, 1, What.VERSION, TENS, 1);
    happens(1, 1, What.PLANTED, null, 10);
    happens(2, 12, What.PLANTED, null, 20);

    assertThat(faultsUntil(25)).isEmpty();
  }

  @Test
  void a_date_without_a_run_is_missed() {
    happens(1, 1, What.VERSION, TENS, 1);
    happens(1, 1, What.PLANTED, null, 20);

    assertThat(faultsUntil(25))
        .singleElement()
        .asString()
        .startsWith("missed: 2022-11-23T12:00:10Z");
  }

  @Test
  void a_date_whose_run_was_deleted_too_early_is_missed() {
    happens(1, 1, What.VERSION, TENS, 1);
    happens(1, 1, What.PLANTED, null, 10);
    happens(2, 5, What.UPROOTED, null, 10);

    assertThat(faultsUntil(15)).singleElement().asString().startsWith("missed");
  }

  @Test
  void a_run_of_an_earlier_version_is_extra() {
    happens(1, 1, What.VERSION, TENS, 1);
    happens(2, 5, What.VERSION, null, 5);
    happens(3, 6, What.PLANTED, null, 10);

    assertThat(faultsUntil(25)).singleElement().asString().startsWith("extra");
  }

  @Test
  void a_run_at_another_time_is_extra() {
    happens(1, 1, What.VERSION, TENS, 1);
    happens(1, 1, What.PLANTED, null, 7);

    assertThat(faultsUntil(9)).singleElement().asString().startsWith("extra");
  }

  @Test
  void a_second_run_of_a_date_is_a_double() {
    happens(1, 1, What.VERSION, TENS, 1);
    happens(1, 1, What.PLANTED, null, 10);
    happens(2, 5, What.PLANTED, null, 10);

    assertThat(faultsUntil(15)).singleElement().asString().startsWith("double");
  }
}
