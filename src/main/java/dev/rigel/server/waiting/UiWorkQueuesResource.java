package dev.rigel.server.waiting;

import dev.rigel.contract.workqueue.QueueOverview;
import dev.rigel.contract.workqueue.QueueOverviewQuery;
import dev.rigel.contract.workqueue.UiWorkQueuesApi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.util.List;

/** Work queues as the UI shows them, over HTTP. */
@Path(UiWorkQueuesApi.PATH)
@ApplicationScoped
public class UiWorkQueuesResource implements UiWorkQueuesApi {
  @Inject QueueOverviews queues;

  @Override
  public List<QueueOverview> filter(QueueOverviewQuery query) {
    return queues.list(query);
  }
}
