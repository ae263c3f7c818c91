package dev.rigel.contract.admin;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.Map;

/** Version, settings, database. */
@Path(AdminApi.PATH)
@Consumes("application/json")
@Produces("application/json")
public interface AdminApi {
  /** Below {@code /api}. */
  String PATH = "admin";

  /** The version of the reference that is spoken: {@code 2.6.9}. */
  @GET
  @Path("version")
  String version();

  /** All settings by name; secrets read {@code ********}. */
  @GET
  @Path("settings")
  Map<String, Object> settings();

  /** Deletes every row; 400 unless confirmed, 403 unless the server's settings allow it. */
  @POST
  @Path("database/clear")
  void clear(Confirmation confirmation);

  /** Drops every table of ours; 400 and 403 as above. */
  @POST
  @Path("database/drop")
  void drop(Confirmation confirmation);

  /** Makes the tables that are missing; 400 and 403 as above. */
  @POST
  @Path("database/create")
  void create(Confirmation confirmation);
}
