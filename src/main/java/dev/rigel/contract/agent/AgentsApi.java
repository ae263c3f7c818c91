package dev.rigel.contract.agent;

import dev.rigel.contract.json.Answers;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Agents. */
@Path(AgentsApi.PATH)
@Consumes("application/json")
@Produces("application/json")
public interface AgentsApi {
  /** Below {@code /api}. */
  String PATH = "agents";

  /** Registers an agent that begins. */
  @POST
  @Path("/")
  @Answers(201)
  AgentResponse create(AgentCreate agent);

  /** Reads one; 404 if unknown. */
  @GET
  @Path("{id}")
  AgentResponse read(@PathParam("id") UUID id);

  /** Lists agents, those heard of last first. */
  @POST
  @Path("filter")
  List<AgentResponse> filter(AgentQuery query);

  /**
   * Gives an agent its orders, and new runs within its queues' limits, at once or as soon as there
   * is something to say; counts as a poll of these queues. 404 if the agent is unknown or has
   * signed off: it registers anew. 409 if a later call of it was heard before.
   */
  @POST
  @Path("{id}/exchange")
  CompletionStage<AgentOrders> exchange(@PathParam("id") UUID id, AgentExchange exchange);

  /**
   * Tells an agent to take no more runs and to end when it has none; 404 if unknown, 409 if it is
   * lost or gone, polls, or is a server with runs of its own.
   */
  @POST
  @Path("{id}/drain")
  void drain(@PathParam("id") UUID id);

  /**
   * Signs an agent off. Runs that it still has go back to their queues, or are CRASHED if they were
   * running; 404 if unknown.
   */
  @DELETE
  @Path("{id}")
  void delete(@PathParam("id") UUID id);
}
