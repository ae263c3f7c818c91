package dev.rigel.server.workqueue;

import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.workqueue.GetRuns;
import dev.rigel.contract.workqueue.WorkQueueCountQuery;
import dev.rigel.contract.workqueue.WorkQueueCreate;
import dev.rigel.contract.workqueue.WorkQueueQuery;
import dev.rigel.contract.workqueue.WorkQueueResponse;
import dev.rigel.contract.workqueue.WorkQueueStatusResponse;
import dev.rigel.contract.workqueue.WorkQueueUpdate;
import dev.rigel.contract.workqueue.WorkQueuesApi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Work queues over HTTP. */
@Path(WorkQueuesApi.PATH)
@ApplicationScoped
public class WorkQueuesResource implements WorkQueuesApi {
  @Inject WorkQueues queues;

  @Override
  public WorkQueueResponse create(WorkQueueCreate queue) {
    return queues.create(queue);
  }

  @Override
  public WorkQueueResponse read(UUID id) {
    return queues.read(id);
  }

  @Override
  public WorkQueueResponse readByName(String name) {
    return queues.readByName(name);
  }

  @Override
  public void update(UUID id, WorkQueueUpdate update) {
    queues.update(id, update);
  }

  @Override
  public void delete(UUID id) {
    queues.delete(id);
  }

  @Override
  public List<FlowRunResponse> getRuns(UUID id, GetRuns request, @Nullable String ui) {
    return queues.ready(id, request, !"true".equalsIgnoreCase(ui));
  }

  @Override
  public List<WorkQueueResponse> filter(WorkQueueQuery query) {
    return queues.list(query);
  }

  @Override
  public int count(WorkQueueCountQuery query) {
    return queues.count(query);
  }

  @Override
  public WorkQueueStatusResponse status(UUID id) {
    return queues.status(id);
  }
}
