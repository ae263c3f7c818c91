package dev.rigel.server.operation;

import dev.rigel.contract.json.FieldError;
import dev.rigel.contract.operation.BulkAction;
import dev.rigel.contract.operation.BulkApi;
import dev.rigel.contract.operation.BulkRequest;
import dev.rigel.contract.operation.OperationResponse;
import dev.rigel.contract.query.Selection;
import dev.rigel.server.http.Answer;
import dev.rigel.server.platform.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.util.List;

/** One action for many flow runs, over HTTP. */
@Path(BulkApi.PATH)
@ApplicationScoped
public class BulkResource implements BulkApi {
  @Inject Operations operations;
  @Inject Answer answer;

  @Override
  public OperationResponse apply(BulkRequest request) {
    demandWhole(request);
    if (request.dryRun()) {
      return answer.with(200, operations.plan(request));
    }
    return operations
        .doAtOnce(request)
        .map(done -> answer.with(200, done))
        .orElseGet(() -> operations.begin(request));
  }

  /** A filter that was forgotten must not mean all runs. */
  private static void demandWhole(BulkRequest request) {
    if (request.selection().equals(Selection.ALL)) {
      throw invalid(
          "flow_runs",
          "name a filter: flows, flow_runs, task_runs or deployments; flow_runs: {} means all runs");
    }
    var queue = request.workQueueName();
    if (request.action() == BulkAction.move && (queue == null || queue.isEmpty())) {
      throw invalid("work_queue_name", "field required");
    }
  }

  private static Problem invalid(String field, String message) {
    return Problem.invalid(
        List.of(FieldError.of(List.of("body", field), message, "value_error")), null);
  }
}
