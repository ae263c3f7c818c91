package dev.rigel.server.deployment;

import dev.rigel.contract.deployment.ScheduleRequest;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Plants the runs that a schedule asks for; the scheduler does. Called with the deployment's row
 * locked. A change is one {@link #takeBack}, the change, and one {@link #plant}, all at the same
 * {@code now}: what came before belongs to the schedule as it was, the rest to what it is then.
 */
public interface Planter {

  /** How far a deployment is planted; its row need not be locked. */
  PlantingProgress progress(UUID deploymentId);

  /** The same of several, by id; nothing of those of which nothing is known. */
  Map<UUID, PlantingProgress> progress(List<UUID> deploymentIds);

  /**
   * Plants what has been missed and, by the policy, still is to run.
   *
   * @throws dev.rigel.server.platform.Problem 409 where that is more than fits a transaction
   */
  void catchUp(Deployment deployment, OffsetDateTime now);

  /**
   * Before a change: catches up, and deletes the planted runs that the change replaces. Where the
   * policy catches up, those whose start has passed stay.
   *
   * @return dates that have passed, while the run, now deleted, still waited for its start
   */
  List<OffsetDateTime> takeBack(Deployment deployment, OffsetDateTime now);

  /**
   * After a change: plants what is to come, and the dates that waited. Where no schedule is active,
   * everything planted is deleted.
   */
  void plant(Deployment deployment, List<OffsetDateTime> waiting, OffsetDateTime now);

  /** Plants what a caller asks for, also in the past; does nothing where no schedule is active. */
  void plant(Deployment deployment, ScheduleRequest request);

  /**
   * Last of all: has the deployment's planted runs judged when they start, or no longer, as its
   * policy wants.
   */
  void settle(Deployment deployment);
}
