package dev.rigel.server.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rigel.contract.operation.BulkAction;
import dev.rigel.contract.operation.BulkRequest;
import dev.rigel.contract.operation.BulkRequestBuilder;
import dev.rigel.contract.operation.OperationState;
import dev.rigel.contract.query.FlowRunFilterBuilder;
import dev.rigel.contract.query.Selection;
import dev.rigel.server.database.Condition;
import dev.rigel.server.platform.Problem;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many runs an operation takes. */
class OperationsTest {
  private static final Locale USUAL = Locale.getDefault();

  private final Matching matching = new Matching();
  private final Operations operations = new Operations();

  /** A database in which some runs match, and that counts no further than it is told to. */
  private static final class Matching extends OperationRepository {
    private int runs;

    @Override
    int count(Selection selection, Condition also, int most) {
      return Math.min(runs, most);
    }

    @Override
    int insert(UUID id, Action action, Selection selection, int most, OffsetDateTime now) {
      return Math.min(runs, most);
    }
  }

  /** The words are English wherever the server runs. */
  @BeforeEach
  void goAbroad() {
    Locale.setDefault(Locale.GERMANY);
    operations.operations = matching;
    operations.clock = Clock.systemUTC();
  }

  @AfterEach
  void comeHome() {
    Locale.setDefault(USUAL);
  }

  @Test
  void more_than_100_000_runs_are_refused_before_anything_is_done() {
    matching.runs = Operations.MOST + 1;

    assertRefused(() -> operations.begin(cancelAll(false)));
    assertRefused(() -> operations.plan(cancelAll(true)));
  }

  @Test
  void so_many_are_taken() {
    matching.runs = Operations.MOST;

    var planned = operations.plan(cancelAll(true));

    assertThat(planned.state()).isEqualTo(OperationState.PLANNED);
    assertThat(planned.matched()).isEqualTo(100_000);
    assertThat(planned.applicable()).isEqualTo(100_000);
  }

  private static void assertRefused(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.status()).isEqualTo(422);
              assertThat(problem.body())
                  .isEqualTo(
                      Map.of(
                          "detail",
                          "More than 100,000 runs match; an operation takes no more. Narrow the filters."));
            });
  }

  private static BulkRequest cancelAll(boolean dryRun) {
    return BulkRequestBuilder.builder()
        .action(BulkAction.cancel)
        .flowRuns(FlowRunFilterBuilder.builder().build())
        .force(false)
        .fromStart(false)
        .dryRun(dryRun)
        .build();
  }
}
