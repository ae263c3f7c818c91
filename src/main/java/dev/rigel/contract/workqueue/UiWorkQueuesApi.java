package dev.rigel.contract.workqueue;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;

/** Work queues with all that is to be seen of them. */
@Path(UiWorkQueuesApi.PATH)
@Consumes("application/json")
@Produces("application/json")
public interface UiWorkQueuesApi {
  /** Below {@code /api}. */
  String PATH = "ui/work_queues";

  /** How queues are, what waits on them and who serves them; by name. */
  @POST
  @Path("filter")
  List<QueueOverview> filter(QueueOverviewQuery query);
}
