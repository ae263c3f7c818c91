package dev.rigel.arrows.sample.engine;

import org.jberet.runtime.JobExecutionImpl;

/** Breaks: JBeret is known in one package only. */
public record EngineThatKnowsJBeret(JobExecutionImpl execution) {}
