package dev.rigel.contract.operation;

import dev.rigel.contract.json.Answers;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** One action for many flow runs. */
@Path(BulkApi.PATH)
@Consumes("application/json")
@Produces("application/json")
public interface BulkApi {
  /** Below {@code /api}. */
  String PATH = "flow_runs/bulk";

  /**
   * Does something to all runs that match. Up to 200 it is done when this is answered, with 200; of
   * more an operation goes on by itself, whichever server lives, and is answered with 202. Each run
   * is judged by itself, as the call for one judges it; who cannot be done is refused with a
   * reason, and the others are done. 422 without any filter, for a move without a queue, and for
   * more than 100,000 runs: then nothing is done.
   */
  @POST
  @Answers(202)
  OperationResponse apply(BulkRequest request);
}
