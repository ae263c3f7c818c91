package dev.rigel.contract.attention;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What needs somebody, and why. Facts only: whoever shows them has the words. */
@Path(AttentionApi.PATH)
@Consumes("application/json")
@Produces("application/json")
public interface AttentionApi {
  /** Below {@code /api}. */
  String PATH = "ui/attention";

  /**
   * All that needs somebody now, the worst first, at most 100, and at most 20 of a kind; with a
   * run, why that one does not go on, as {@code flow_runs/{id}/waiting} says it in words, and what
   * is wrong with it; 404 for an unknown one. The answer has an {@code ETag}.
   */
  @GET
  List<Trouble> list(@QueryParam("flow_run_id") @Nullable UUID flowRunId);
}
