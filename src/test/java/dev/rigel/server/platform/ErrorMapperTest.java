package dev.rigel.server.platform;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    "42P01, 503, a dropped table",
    "42S02, 503, the same with H2",
    "42S04, 503, the same with H2 when nothing is left",
    "42601, 500, a fault of ours"
  })
  void theDatabasesRefusalsAreAnsweredByTheirState(String state, int status, String what) {
    var refused = new PersistenceException(new SQLException("refused", state));

    var answer = new ErrorMapper().toResponse(refused);

    assertThat(answer.getStatus()).as(what).isEqualTo(status);
    assertThat(answer.getHeaderString("Retry-After") != null).isEqualTo(status == 503);
    assertThat(answer.getEntity().toString()).doesNotContain("refused");
  }
}
