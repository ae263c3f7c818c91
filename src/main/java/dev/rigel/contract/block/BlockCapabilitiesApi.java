package dev.rigel.contract.block;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;

/** What blocks can do. */
@Path(BlockCapabilitiesApi.PATH)
@Consumes("application/json")
@Produces("application/json")
public interface BlockCapabilitiesApi {
  /** Below {@code /api}. */
  String PATH = "block_capabilities";

  /** Every capability that some schema has, in no order. */
  @GET
  @Path("/")
  List<String> list();
}
