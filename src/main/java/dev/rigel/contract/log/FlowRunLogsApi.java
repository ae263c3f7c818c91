package dev.rigel.contract.log;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a flow run has logged, as a file. */
@Path(FlowRunLogsApi.PATH)
public interface FlowRunLogsApi {
  /** Below {@code /api}. */
  String PATH = "flow_runs/{id}/logs";

  /**
   * All records of a run and its task runs, however many, by time; 404 if the run is unknown. A
   * file that cannot be sent to its end says so in its last line.
   *
   * @param level only those of this level or above: Python's number, or its name
   * @param find only those whose message contains this; wildcards and case as in {@code like_}
   * @param taskRunId only those of this task run
   */
  @GET
  @Path("download")
  @Produces({"text/plain", "application/x-ndjson"})
  Response download(
      @PathParam("id") UUID id,
      @QueryParam("level") @Nullable String level,
      @QueryParam("format") @DefaultValue("text") LogFormat format,
      @QueryParam("find") @Nullable String find,
      @QueryParam("task_run_id") @Nullable UUID taskRunId);
}
