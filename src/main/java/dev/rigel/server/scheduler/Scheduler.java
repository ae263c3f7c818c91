package dev.rigel.server.scheduler;

import dev.rigel.contract.deployment.ScheduleRequest;
import dev.rigel.server.deployment.Deployment;
import dev.rigel.server.deployment.Planter;
import jakarta.enterprise.context.ApplicationScoped;

/** TEMPORARY until the schedule core lands. */
@ApplicationScoped
public class Scheduler implements Planter {
  @Override
  public void plant(Deployment deployment) {
    // next commit
  }

  @Override
  public void plant(Deployment deployment, ScheduleRequest request) {
    // next commit
  }
}
