package dev.rigel.cli;

import dev.rigel.cli.terminal.Failure;
import dev.rigel.cli.terminal.PythonText;
import dev.rigel.cli.terminal.Style;
import dev.rigel.client.ApiException;
import dev.rigel.contract.deployment.DeploymentCreateBuilder;
import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.contract.deployment.OnAgentLost;
import dev.rigel.contract.flow.FlowCreate;
import dev.rigel.contract.schedule.SchedulePolicy;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.workqueue.WorkQueueCreate;
import dev.rigel.contract.workqueue.WorkQueueResponse;
import dev.rigel.contract.workqueue.WorkQueueUpdate;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openapitools.jackson.nullable.JsonNullable;

/** Makes or overwrites the deployment that a file describes. */
final class DeploymentApply {
  private final Session session;

  DeploymentApply(Session session) {
    this.session = session;
  }

  /**
   * Applies one file and says so.
   *
   * @param queueLimit concurrency limit to set on its work queue; null leaves the limit alone
   * @throws Failure if the file does not fit
   */
  DeploymentResponse apply(Path path, @Nullable Integer queueLimit, boolean upload) {
    var file = DeploymentFile.read(path);
    session.out().success("Successfully loaded " + PythonText.quoted(file.name()));
    warnOfMissing(file);
    if (queueLimit != null) {
      limit(file.queue(), queueLimit);
    }
    if (upload) {
      session
          .out()
          .error("Deployment storage None does not have upload capabilities; no files uploaded.");
    }
    var made = create(file);
    report(file, made);
    return made;
  }

  private void warnOfMissing(DeploymentFile file) {
    var missing = file.missingClasspath();
    if (!missing.isEmpty()) {
      session
          .out()
          .error(
              "Not on this machine, and needed where the agent runs: "
                  + String.join(", ", missing)
                  + ". Is the jar built?");
    }
  }

  private void limit(String queue, int limit) {
    if (queue == null) {
      session.out().error("No work queue set! The concurrency limit cannot be updated.");
      return;
    }
    var made = makeIfMissing(queue);
    var found = made.orElseGet(() -> session.api().workQueues().readByName(queue));
    if (made.isEmpty() && !Objects.equals(found.concurrencyLimit(), limit)) {
      session
          .out()
          .error(
              "Work queue %s already exists with a concurrency limit of %s, this limit is being updated..."
                  .formatted(PythonText.quoted(queue), PythonText.of(found.concurrencyLimit())));
    }
    session.api().workQueues().update(found.id(), WorkQueueUpdate.limit(limit));
    session
        .out()
        .success(
            "Updated concurrency limit on work queue %s to %d"
                .formatted(PythonText.quoted(queue), limit));
  }

  private Optional<WorkQueueResponse> makeIfMissing(String queue) {
    try {
      return Optional.of(session.api().workQueues().create(WorkQueueCreate.named(queue)));
    } catch (ApiException e) {
      if (e.isConflict()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private DeploymentResponse create(DeploymentFile file) {
    var flow = session.api().flows().create(new FlowCreate(file.flowName(), List.of()));
    var standing = standing(file);
    var blocks = new Blocks(session.api());
    var infrastructure = blocks.document(file.infrastructure());
    var storage = file.storage() == null ? null : blocks.document(file.storage());
    return session
        .api()
        .deployments()
        .create(
            DeploymentCreateBuilder.builder()
                .name(file.name())
                .flowId(flow.id())
                .parameters(file.parameters())
                .tags(file.tags())
                .manifestPath(file.manifestPath())
                .workQueueName(file.queue())
                .storageDocumentId(storage)
                .infrastructureDocumentId(infrastructure)
                .schedule(file.schedule())
                .description(file.description())
                .parameterOpenapiSchema(file.parameterSchema())
                .path(file.path())
                .version(file.version())
                .entrypoint(file.entrypoint())
                .infraOverrides(file.infraOverrides())
                .schedulePolicy(
                    policy(
                        file.schedulePolicy(),
                        standing.map(DeploymentResponse::schedulePolicy),
                        SchedulePolicy.NONE))
                .empiricalPolicy(
                    policy(
                        file.empiricalPolicy(),
                        standing.map(DeploymentResponse::empiricalPolicy),
                        EmpiricalPolicy.NONE))
                .onAgentLost(
                    policy(
                        file.onAgentLost(),
                        standing.map(DeploymentResponse::onAgentLost),
                        OnAgentLost.crash))
                .maxRestarts(
                    policy(
                        file.maxRestarts(),
                        standing.map(DeploymentResponse::maxRestarts),
                        OnAgentLost.MAX_RESTARTS))
                .maxQueuedRuns(
                    policy(
                        file.maxQueuedRuns(),
                        standing.map(DeploymentResponse::maxQueuedRuns),
                        null))
                .build());
  }

  /**
   * A file without a policy takes away the one that stands; nothing is said of policies where there
   * are none, for servers of the reference refuse the word.
   */
  private static <T> JsonNullable<T> policy(
      @Nullable T given, Optional<T> standing, @Nullable T nothing) {
    return given == null && standing.filter(policy -> !policy.equals(nothing)).isEmpty()
        ? JsonNullable.undefined()
        : JsonNullable.of(given);
  }

  private Optional<DeploymentResponse> standing(DeploymentFile file) {
    try {
      return Optional.of(session.api().deployments().readByName(file.flowName(), file.name()));
    } catch (ApiException e) {
      if (e.isNotFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private void report(DeploymentFile file, DeploymentResponse made) {
    var out = session.out();
    out.success(
        "Deployment '%s/%s' successfully created with id '%s'."
            .formatted(file.flowName(), made.name(), made.id()));
    out.line(
        "View Deployment in UI: %s/deployments/deployment/%s"
            .formatted(session.uiUrl(), made.id()));
    if (made.workQueueName() == null) {
      out.error(
          """

          This deployment does not specify a work queue name, which means agents will not be able \
          to pick up its runs. To add a work queue, edit the deployment spec and re-run this \
          command, or visit the deployment in the UI.""");
      return;
    }
    var queue = made.workQueueName();
    out.print(
        """

        To execute flow runs from this deployment, start an agent that pulls work from the %s work queue:"""
            .formatted(PythonText.quoted(queue)));
    out.print("$ rigel agent start -q " + PythonText.quoted(queue), Style.BLUE);
  }
}
