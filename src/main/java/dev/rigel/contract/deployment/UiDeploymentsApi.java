package dev.rigel.contract.deployment;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;

/** Deployments as the UI shows them. */
@Path(UiDeploymentsApi.PATH)
@Consumes("application/json")
@Produces("application/json")
public interface UiDeploymentsApi {
  /** Below {@code /api}. */
  String PATH = "ui/deployments";

  /**
   * The last runs of deployments, their next dates and how long they usually take, in the order in
   * which they are asked for, without unknown ones.
   */
  @POST
  @Path("latest")
  List<LatestRuns> latest(LatestRunsQuery query);
}
