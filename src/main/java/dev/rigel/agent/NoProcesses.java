package dev.rigel.agent;

import dev.rigel.contract.block.BlockDefinition;

/** Says what is wrong with a run that needs a process, where an application server has it. */
final class NoProcesses implements InfrastructureType {

  @Override
  public String slug() {
    return BlockDefinition.PROCESS;
  }

  @Override
  public Infrastructure build(Job job) {
    throw new IllegalArgumentException(
        "the agent that took it is part of an application and starts no processes; it runs batch"
            + " jobs of that application only: entrypoint batch:NAME, infrastructure block of type"
            + " batch-job with runtime 'agent'");
  }
}
