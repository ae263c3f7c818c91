package dev.rigel.server.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rigel.contract.flow.FlowCreate;
import dev.rigel.server.database.Database;
import dev.rigel.server.flow.Flows;
import dev.rigel.server.taskrun.TaskRunRepository;
import jakarta.transaction.TransactionalException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HarnessTest {

  @ParameterizedTest
  @CsvSource({"H2,ECLIPSELINK", "H2,HIBERNATE", "POSTGRESQL,ECLIPSELINK", "POSTGRESQL,HIBERNATE"})
  void doors_open_transactions_and_repositories_demand_them(
      Database database, JpaProvider provider) {
    try (var server = ServerHarness.on(database, provider)) {
      var flow = server.get(Flows.class).create(new FlowCreate("f", List.of("a", "b"))).value();

      assertThat(server.get(Flows.class).read(flow.id())).isEqualTo(flow);
      assertThat(flow.created()).isEqualTo(server.clock().now());
      assertThatThrownBy(() -> server.get(TaskRunRepository.class).find(flow.id()))
          .isInstanceOf(TransactionalException.class);
    }
  }
}
