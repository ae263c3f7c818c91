package dev.rigel.contract.admin;

import dev.rigel.contract.json.Answers;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** Signs of life. */
@Path("/")
@Consumes("application/json")
@Produces("application/json")
public interface RootApi {

  /**
   * True while the server answers, whatever its database does: clients ask this. The API version
   * header is not checked here.
   */
  @GET
  @Path("health")
  boolean health();

  /**
   * Whether the server can do its work: 200, or 503 and what is wrong, after two seconds at the
   * latest. The API version header is not checked here.
   */
  @GET
  @Path("ready")
  @Answers(200)
  Readiness ready();

  /** A greeting. */
  @GET
  @Path("hello")
  String hello();
}
