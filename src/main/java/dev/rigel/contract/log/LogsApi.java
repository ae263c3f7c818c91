package dev.rigel.contract.log;

import dev.rigel.contract.json.Answers;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;

/** Logs. */
@Path(LogsApi.PATH)
@Consumes("application/json")
@Produces("application/json")
public interface LogsApi {
  /** Below {@code /api}. */
  String PATH = "logs";

  /** Stores a batch, which may be empty. */
  @POST
  @Path("/")
  @Answers(201)
  void create(List<LogCreate> logs);

  /** Lists logs. */
  @POST
  @Path("filter")
  List<LogResponse> filter(LogQuery query);
}
