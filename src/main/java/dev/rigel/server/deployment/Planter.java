package dev.rigel.server.deployment;

import dev.rigel.contract.deployment.ScheduleRequest;

/**
 * Plants the runs that a schedule asks for; the scheduler does. Called with the deployment's row
 * locked.
 */
public interface Planter {

  /** Plants what is to come, after a change; does nothing where no schedule is active. */
  void plant(Deployment deployment);

  /** Plants what a caller asks for, also in the past; does nothing where no schedule is active. */
  void plant(Deployment deployment, ScheduleRequest request);
}
