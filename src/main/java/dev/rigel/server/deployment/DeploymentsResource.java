package dev.rigel.server.deployment;

import dev.rigel.contract.deployment.DeploymentCreate;
import dev.rigel.contract.deployment.DeploymentFlowRunCreate;
import dev.rigel.contract.deployment.DeploymentQuery;
import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.contract.deployment.DeploymentUpdate;
import dev.rigel.contract.deployment.DeploymentsApi;
import dev.rigel.contract.deployment.ScheduleRequest;
import dev.rigel.contract.deployment.UpcomingDate;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.query.CountQuery;
import dev.rigel.contract.workqueue.WorkQueueResponse;
import dev.rigel.server.http.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Deployments over HTTP. */
@Path(DeploymentsApi.PATH)
@ApplicationScoped
public class DeploymentsResource implements DeploymentsApi {
  @Inject Deployments deployments;
  @Inject Answer answer;

  @Override
  public DeploymentResponse create(DeploymentCreate deployment) {
    return answer.of(deployments.create(deployment));
  }

  @Override
  public DeploymentResponse read(UUID id) {
    return deployments.read(id);
  }

  @Override
  public DeploymentResponse readByName(String flowName, String deploymentName) {
    return deployments.readByNames(flowName, deploymentName);
  }

  @Override
  public void update(UUID id, DeploymentUpdate update) {
    deployments.update(id, update);
  }

  @Override
  public void delete(UUID id) {
    deployments.delete(id);
  }

  @Override
  public List<DeploymentResponse> filter(DeploymentQuery query) {
    return deployments.list(query);
  }

  @Override
  public int count(CountQuery query) {
    return deployments.count(query);
  }

  @Override
  public void schedule(UUID id, ScheduleRequest request) {
    deployments.plant(id, request);
  }

  @Override
  public List<UpcomingDate> upcoming(
      UUID id, @Nullable Integer limit, @Nullable OffsetDateTime until) {
    return deployments.upcoming(id, limit, until);
  }

  @Override
  public void setScheduleActive(UUID id) {
    deployments.setScheduleActive(id, true);
  }

  @Override
  public void setScheduleInactive(UUID id) {
    deployments.setScheduleActive(id, false);
  }

  @Override
  public FlowRunResponse createFlowRun(UUID id, DeploymentFlowRunCreate run) {
    return answer.of(deployments.createFlowRun(id, run));
  }

  @Override
  public List<WorkQueueResponse> workQueueCheck(UUID id) {
    return deployments.queuesThatTake(id);
  }
}
