package dev.rigel.agent;

import dev.rigel.contract.block.BlockDefinition;
import java.nio.file.Path;
import java.util.List;

/** A process of the machine: the block's command, or what runs the deployment's entrypoint. */
record ProcessType(Children children) implements InfrastructureType {

  @Override
  public String slug() {
    return BlockDefinition.PROCESS;
  }

  @Override
  public Infrastructure build(Job job) {
    var directory = job.block().text("working_dir").map(Path::of);
    var command = job.block().texts("command");
    if (!command.isEmpty()) {
      return children.of(job, command, directory, false);
    }
    return job.isBatch()
        ? children.of(job, EngineCommands.java(List.of(), List.of()), directory, true)
        : children.of(job, EngineCommands.python(), directory, false);
  }
}
