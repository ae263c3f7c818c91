package dev.rigel.agent;

import static dev.rigel.contract.setting.Settings.API_KEY;
import static dev.rigel.contract.setting.Settings.API_URL;

import dev.rigel.agent.child.Main;
import dev.rigel.client.ClientSettings;
import dev.rigel.contract.setting.Program;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The child processes of an agent.
 *
 * @param host name of this machine
 */
record Children(ClientSettings settings, String host) {

  /**
   * A process for a job.
   *
   * @param directory to run it in; empty for a fresh one
   * @param runsJob whether it is our engine, which tells how a batch job ended
   */
  ChildProcess of(
      InfrastructureType.Job job, List<String> command, Optional<Path> directory, boolean runsJob) {
    var name = job.block().text("name").orElse(job.run().name());
    var stream = job.block().flag("stream_output", true);
    var plan = new ProcessPlan(name, command, environment(job), directory, stream, runsJob);
    return new ChildProcess(plan, host);
  }

  /** The agent's settings, then the run and who speaks for it, then what the block says. */
  private Map<String, String> environment(InfrastructureType.Job job) {
    var environment = new LinkedHashMap<String, String>(settings.givenFor(Program.CLIENTS));
    environment.put(API_URL.name(), settings.get(API_URL).toString());
    environment.put(Main.FLOW_RUN_ID, job.run().id().toString().replace("-", ""));
    job.assignment().token().ifPresent(token -> environment.put(API_KEY.name(), token));
    environment.putAll(job.block().map("env"));
    return environment;
  }
}
