package dev.rigel.contract.admin;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** Signs of life. */
@Path("/")
@Consumes("application/json")
@Produces("application/json")
public interface RootApi {

  /** True while the server answers. The API version header is not checked here. */
  @GET
  @Path("health")
  boolean health();

  /** A greeting. */
  @GET
  @Path("hello")
  String hello();
}
