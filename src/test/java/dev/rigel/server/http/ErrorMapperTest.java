package dev.rigel.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.server.database.Outage;
import dev.rigel.server.platform.Problem;
import jakarta.persistence.PersistenceException;
import jakarta.resource.ResourceException;
import jakarta.transaction.TransactionalException;
import jakarta.ws.rs.NotFoundException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import javax.transaction.xa.XAException;
import org.h2.mvstore.MVStoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorMapperTest {

  @ParameterizedTest
  @CsvSource({
    "23505, 409, a duplicate",
    "22001, 422, a text that is too long",
    "40P01, 503, a deadlock",
    "40001, 503, a conflict of transactions",
    "55P03, 503, a lock that was not to be had",
    "HYT00, 503, the same with H2",
    "50200, 503, the same with H2",
    "90131, 503, a row that changed meanwhile with H2",
    "42P01, 503, a dropped table",
    "42S02, 503, the same with H2",
    "42S04, 503, the same with H2 when nothing is left",
    "08006, 503, a connection that broke",
    "08001, 503, a database that cannot be reached",
    "57P01, 503, a session that an administrator ended",
    "57P03, 503, a database that is starting",
    "53300, 503, too many connections",
    "53100, 503, a full disk",
    "25P03, 503, a transaction that was idle for too long",
    "57014, 503, a statement that took too long",
    "90098, 503, a database that H2 has closed",
    "90007, 503, what another request closed after the disk was full",
    "90031, 503, a disk that H2 cannot write to",
    "42601, 500, a fault of ours"
  })
  void theDatabasesRefusalsAreAnsweredByTheirState(String state, int status, String what) {
    var refused = new PersistenceException(new SQLException("refused", state));

    var answer = new ErrorMapper().toResponse(refused);

    assertThat(answer.getStatus()).as(what).isEqualTo(status);
    assertThat(answer.getHeaderString("Retry-After") != null).isEqualTo(status == 503);
    assertThat(answer.getEntity().toString()).doesNotContain("refused");
  }

  /**
   * Else a client may meet what returns as often as it asks, and 2.6.9 clients ask six times in
   * all.
   */
  @Test
  void who_met_an_outage_is_told_to_ask_again_after_different_times_some_20_s_in_all() {
    var refused = new PersistenceException(new SQLException("gone", "57P01"));

    var times =
        Stream.generate(() -> new ErrorMapper().toResponse(refused))
            .limit(200)
            .map(answer -> Integer.valueOf(answer.getHeaderString("Retry-After")))
            .distinct();

    assertThat(times).hasSizeGreaterThan(1).allMatch(seconds -> seconds >= 4 && seconds <= 8);
  }

  /** As H2 tells of a lock: its storage's exception is the cause. */
  @ParameterizedTest
  @ValueSource(strings = {"HYT00", "40001", "90131"})
  void a_lock_of_H2_is_no_outage(String state) {
    var refused = new SQLException("refused", state, new MVStoreException(101, "locked"));

    var answer = new ErrorMapper().toResponse(new PersistenceException(refused));

    assertThat(answer.getStatus()).isEqualTo(503);
    assertThat(answer.getEntity().toString()).contains("busy");
    assertThat(Outage.is(refused)).isFalse();
  }

  /** It was decided before; what is suppressed went wrong when things were cleared away. */
  @Test
  void an_answer_stays_whatever_goes_wrong_after_it() {
    var ours = new TransactionalException("rolled back", Problem.conflict("taken"));
    var theirs = new PersistenceException(new SQLException("a duplicate", "23505"));
    var servers = new RuntimeException(new NotFoundException());
    for (var thrown : List.of(ours, theirs, servers)) {
      thrown.addSuppressed(new SQLException("gone", "08006"));

      assertThat(Outage.is(thrown)).as(thrown.toString()).isFalse();
      assertThat(Outage.mayPass(thrown)).as(thrown.toString()).isFalse();
    }
    assertThat(new ErrorMapper().toResponse(ours).getStatus()).isEqualTo(409);
    assertThat(new ErrorMapper().toResponse(theirs).getStatus()).isEqualTo(409);
    assertThat(new ErrorMapper().toResponse(servers).getStatus()).isEqualTo(404);
  }

  @Test
  void an_outage_stays_one_whatever_goes_wrong_after_it() {
    for (var after :
        List.of(
            Problem.conflict("taken"),
            new NotFoundException(),
            new RuntimeException(new SQLException("a duplicate", "23505")),
            new RuntimeException(new SQLException("a lock", "55P03")))) {
      var thrown = new PersistenceException(new SQLException("gone", "08006"));
      thrown.addSuppressed(after);

      var answer = new ErrorMapper().toResponse(thrown);

      assertThat(answer.getStatus()).as(after.toString()).isEqualTo(503);
      assertThat(answer.getEntity().toString()).contains("does not answer");
    }
  }

  @Test
  void a_fault_of_ours_is_not_excused_by_an_answer_that_came_after_it() {
    var thrown = new IllegalStateException("a fault");
    thrown.addSuppressed(Problem.conflict("taken"));

    assertThat(new ErrorMapper().toResponse(thrown).getStatus()).isEqualTo(500);
  }

  @Test
  void an_outage_is_found_wherever_it_hides() {
    var batch = new BatchUpdateException(new int[0]);
    batch.setNextException(new SQLException("gone", "08006"));
    var atCommit = new RuntimeException("not committed");
    atCommit.addSuppressed(new SQLException("gone", "57P01"));
    var pool = new SQLException("no connection", new ResourceException("none free in 30 s"));

    var onPayara = new TransactionalException("not committed", new XAException("gone"));

    for (var thrown : List.of(new PersistenceException(batch), atCommit, pool, onPayara)) {
      assertThat(new ErrorMapper().toResponse(thrown).getStatus()).isEqualTo(503);
    }
  }
}
