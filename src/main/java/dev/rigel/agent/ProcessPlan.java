package dev.rigel.agent;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A child process that is to be started.
 *
 * @param name for logs
 * @param command program and arguments; no shell
 * @param env changes to the agent's environment; null removes a variable
 * @param workingDirectory where it starts; empty for a new directory that goes when it ends
 * @param streamOutput whether its output appears in the agent's; else it is discarded
 * @param runsJob whether it is Rigel's engine, which marks that it has reported the run's end
 */
record ProcessPlan(
    String name,
    List<String> command,
    Map<String, @Nullable String> env,
    Optional<Path> workingDirectory,
    boolean streamOutput,
    boolean runsJob) {

  /** Without the values of the environment, some of which are secrets. */
  @Override
  public String toString() {
    return "process " + name + ", " + command + " with " + env.keySet();
  }
}
