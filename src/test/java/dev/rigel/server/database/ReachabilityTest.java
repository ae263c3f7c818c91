package dev.rigel.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rigel.fixture.LogWatch;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReachabilityTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Reachability reachability = new Reachability(nanos::get);
  private final LogWatch log = new LogWatch(Reachability.class.getName());

  @AfterEach
  void stopListening() {
    log.close();
  }

  @Test
  void an_outage_is_one_line_and_its_end_another() {
    for (int i = 0; i < 1000; i++) {
      reachability.failed(new SQLException("gone", "57P01"));
      reachability.answered();
      pass(Duration.ofMillis(10));
    }
    assertThat(log.levels()).containsExactly(Level.WARNING);

    pass(Reachability.CALM);
    reachability.answered();
    reachability.answered();

    assertThat(log.levels()).containsExactly(Level.WARNING, Level.INFO);
  }

  @Test
  void what_was_just_refused_is_not_tried_again_for_a_second() {
    reachability.refused(new SQLException("refused", "08001"));

    assertThatThrownBy(reachability::checkWorthATry)
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08001"));
    pass(Reachability.PAUSE);
    assertThatCode(reachability::checkWorthATry).doesNotThrowAnyException();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
