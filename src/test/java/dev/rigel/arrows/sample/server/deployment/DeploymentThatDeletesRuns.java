package dev.rigel.arrows.sample.server.deployment;

/** Breaks: a table is written by the feature that owns it. */
public final class DeploymentThatDeletesRuns {
  private DeploymentThatDeletesRuns() {}

  static String delete(String condition) {
    return "delete from flow_run where " + condition;
  }
}
