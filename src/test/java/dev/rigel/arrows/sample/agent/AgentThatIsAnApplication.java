package dev.rigel.arrows.sample.agent;

import dev.rigel.arrows.sample.runner.RunnerInTheServer;

/** Breaks: nobody knows the runner. */
public record AgentThatIsAnApplication(RunnerInTheServer runner) {}
