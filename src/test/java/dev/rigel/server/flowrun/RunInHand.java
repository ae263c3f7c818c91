package dev.rigel.server.flowrun;

import dev.rigel.contract.flowrun.FlowRunCreateBuilder;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateType;
import dev.rigel.server.state.StateOrigin;
import java.lang.reflect.Field;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Flow runs without a database, for tests of rules. */
public final class RunInHand {
  private RunInHand() {}

  /** A run that is in a state since some time; in none for null. */
  public static FlowRun in(StateType type, OffsetDateTime since) {
    return in(type == null ? null : StateCreate.of(type, null), since, null, EmpiricalPolicy.NONE);
  }

  /**
   * A run of a deployment, on queue {@code q}.
   *
   * @param state its only state; null for none
   * @param deployment null for none
   */
  public static FlowRun in(
      StateCreate state, OffsetDateTime since, UUID deployment, EmpiricalPolicy policy) {
    var create =
        FlowRunCreateBuilder.builder()
            .name("brave-otter")
            .flowId(new UUID(0, 1))
            .deploymentId(deployment)
            .parameters(Map.of())
            .context(Map.of())
            .empiricalPolicy(policy)
            .tags(List.of())
            .build();
    var run = new FlowRun(create, "q", since);
    if (state != null) {
      enter(run, state, since);
    }
    return run;
  }

  /** The run enters a state. */
  public static void enter(FlowRun run, StateCreate state, OffsetDateTime time) {
    run.enter(new FlowRunState(run, state, state.stateDetails(), time, StateOrigin.UNNAMED));
  }

  /** A run that a schedule planted for a date. */
  public static FlowRun planted(UUID deployment, OffsetDateTime due) {
    var run = in(StateCreate.scheduled(due, null), due, deployment, EmpiricalPolicy.NONE);
    try {
      Field planted = FlowRun.class.getDeclaredField("autoScheduled");
      planted.setAccessible(true);
      planted.set(run, true);
      return run;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
