package dev.rigel.contract.flow;

import dev.rigel.contract.json.Answers;
import dev.rigel.contract.query.CountQuery;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.UUID;

/** Flows. */
@Path(FlowsApi.PATH)
@Consumes("application/json")
@Produces("application/json")
public interface FlowsApi {
  /** Below {@code /api}. */
  String PATH = "flows";

  /** Makes a flow (201) or answers the one of that name unchanged (200). */
  @POST
  @Path("/")
  @Answers(201)
  FlowResponse create(FlowCreate flow);

  /** Reads one; 404 if unknown. */
  @GET
  @Path("{id}")
  FlowResponse read(@PathParam("id") UUID id);

  /** Reads one by its exact name; 404 if unknown. */
  @GET
  @Path("name/{name}")
  FlowResponse readByName(@PathParam("name") String name);

  /** Changes the tags; 404 if unknown. */
  @PATCH
  @Path("{id}")
  void update(@PathParam("id") UUID id, FlowUpdate update);

  /** Deletes a flow with its deployments and runs; 404 if unknown. */
  @DELETE
  @Path("{id}")
  void delete(@PathParam("id") UUID id);

  /** Lists flows. */
  @POST
  @Path("filter")
  List<FlowResponse> filter(FlowQuery query);

  /** Counts flows. */
  @POST
  @Path("count")
  int count(CountQuery query);
}
