package dev.rigel.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReachabilityTest {
  private static final Logger LOG = Logger.getLogger(Reachability.class.getName());

  private final AtomicLong nanos = new AtomicLong();
  private final Reachability reachability = new Reachability(nanos::get);
  private final List<Level> logged = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          logged.add(line.getLevel());
        }

        @Override
        public void flush() {
          // nothing is kept back
        }

        @Override
        public void close() {
          // nothing is open
        }
      };

  @BeforeEach
  void listen() {
    LOG.addHandler(handler);
    LOG.setUseParentHandlers(false);
  }

  @AfterEach
  void stopListening() {
    LOG.removeHandler(handler);
    LOG.setUseParentHandlers(true);
  }

  @Test
  void an_outage_is_one_line_and_its_end_another() {
    for (int i = 0; i < 1000; i++) {
      reachability.failed(new SQLException("gone", "57P01"));
      reachability.answered();
      pass(Duration.ofMillis(10));
    }
    assertThat(logged).containsExactly(Level.WARNING);

    pass(Reachability.CALM);
    reachability.answered();
    reachability.answered();

    assertThat(logged).containsExactly(Level.WARNING, Level.INFO);
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
