package dev.rigel.contract.operation;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.UUID;

/** Actions that go on for many flow runs; each is known for a week after its last run. */
@Path(OperationsApi.PATH)
@Consumes("application/json")
@Produces("application/json")
public interface OperationsApi {
  /** Below {@code /api}. */
  String PATH = "operations";

  /** Reads one; 404 if unknown. */
  @GET
  @Path("{id}")
  OperationResponse read(@PathParam("id") UUID id);

  /**
   * Stops one: the runs that it has not come to stay as they are. Nothing is undone, and of one
   * that is over nothing changes; 404 if unknown.
   */
  @DELETE
  @Path("{id}")
  void stop(@PathParam("id") UUID id);
}
