package dev.rigel.engine.jberet;

import jakarta.batch.runtime.JobExecution;
import jakarta.batch.runtime.context.JobContext;
import jakarta.batch.runtime.context.StepContext;
import java.util.Collection;
import org.jberet.repository.JobExecutionSelector;
import org.jberet.runtime.JobExecutionImpl;
import org.jspecify.annotations.Nullable;

/** All executions of one instance of a job; asked outside of any job. */
record OfInstance(long id) implements JobExecutionSelector {

  /** The instance of an execution. */
  static OfInstance of(JobExecution execution) {
    return new OfInstance(((JobExecutionImpl) execution).getJobInstance().getInstanceId());
  }

  @Override
  public boolean select(JobExecution execution, Collection<Long> all) {
    return equals(of(execution));
  }

  @Override
  public @Nullable JobContext getJobContext() {
    return null;
  }

  @Override
  public void setJobContext(JobContext context) {
    // no step asks
  }

  @Override
  public @Nullable StepContext getStepContext() {
    return null;
  }

  @Override
  public void setStepContext(StepContext context) {
    // no step asks
  }
}
