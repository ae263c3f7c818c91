package dev.rigel.server.schedulepolicy;

import dev.rigel.server.database.Condition;
import dev.rigel.server.flowrun.FlowRunConditions;
import dev.rigel.server.workqueue.KeptBackRuns;
import jakarta.enterprise.context.ApplicationScoped;

/** Planted runs whose policy lets them wait for another, as long as that one is active. */
@ApplicationScoped
class KeptBackByPolicy implements KeptBackRuns {
  private static final Condition ONE_IS_ACTIVE =
      Condition.of("r.deployment_id = t.deployment_id")
          .and(FlowRunConditions.ACTIVE)
          .exists("flow_run r");

  private static final Condition KEPT_BACK =
      FlowRunConditions.UP_TO_ITS_POLICY.and(
          Condition.of("t.deployment_id = r.deployment_id and t.keeps_back")
              .and(ONE_IS_ACTIVE)
              .exists("deployment_turn t"));

  @Override
  public Condition condition() {
    return KEPT_BACK;
  }
}
