package dev.rigel.engine.jberet;

import jakarta.batch.runtime.JobExecution;
import jakarta.batch.runtime.JobInstance;
import jakarta.batch.runtime.StepExecution;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.jberet.job.model.Job;
import org.jberet.repository.ApplicationAndJobName;
import org.jberet.repository.JobExecutionSelector;
import org.jberet.repository.JobRepository;
import org.jberet.runtime.AbstractStepExecution;
import org.jberet.runtime.JobExecutionImpl;
import org.jberet.runtime.JobInstanceImpl;
import org.jberet.runtime.PartitionExecutionImpl;
import org.jberet.runtime.StepExecutionImpl;
import org.jspecify.annotations.Nullable;

/** Another repository, for who changes some of its methods: JBeret's own are final. */
abstract class ForwardingRepository implements JobRepository {
  private final JobRepository repository;

  ForwardingRepository(JobRepository repository) {
    this.repository = repository;
  }

  @Override
  public void addJob(ApplicationAndJobName name, Job job) {
    repository.addJob(name, job);
  }

  @Override
  public void removeJob(String job) {
    repository.removeJob(job);
  }

  @Override
  public Job getJob(ApplicationAndJobName name) {
    return repository.getJob(name);
  }

  @Override
  public Set<String> getJobNames() {
    return repository.getJobNames();
  }

  @Override
  public boolean jobExists(String job) {
    return repository.jobExists(job);
  }

  @Override
  public JobInstanceImpl createJobInstance(
      Job job, @Nullable String application, ClassLoader loader) {
    return repository.createJobInstance(job, application, loader);
  }

  @Override
  public void removeJobInstance(long instance) {
    repository.removeJobInstance(instance);
  }

  @Override
  public JobInstance getJobInstance(long instance) {
    return repository.getJobInstance(instance);
  }

  @Override
  public List<JobInstance> getJobInstances(String job) {
    return repository.getJobInstances(job);
  }

  @Override
  public int getJobInstanceCount(String job) {
    return repository.getJobInstanceCount(job);
  }

  @Override
  public JobExecutionImpl createJobExecution(
      JobInstanceImpl instance, @Nullable Properties parameters) {
    return repository.createJobExecution(instance, parameters);
  }

  @Override
  public JobExecution getJobExecution(long execution) {
    return repository.getJobExecution(execution);
  }

  @Override
  public List<JobExecution> getJobExecutions(JobInstance instance) {
    return repository.getJobExecutions(instance);
  }

  @Override
  public List<Long> getJobExecutionsByJob(String job) {
    return repository.getJobExecutionsByJob(job);
  }

  @Override
  public List<Long> getJobExecutionsByJob(String job, Integer limit) {
    return repository.getJobExecutionsByJob(job, limit);
  }

  @Override
  public void updateJobExecution(JobExecutionImpl execution, boolean whole, boolean parameters) {
    repository.updateJobExecution(execution, whole, parameters);
  }

  @Override
  public void stopJobExecution(JobExecutionImpl execution) {
    repository.stopJobExecution(execution);
  }

  @Override
  public List<Long> getRunningExecutions(String job) {
    return repository.getRunningExecutions(job);
  }

  @Override
  public void removeJobExecutions(JobExecutionSelector selector) {
    repository.removeJobExecutions(selector);
  }

  @Override
  public List<StepExecution> getStepExecutions(long execution, ClassLoader loader) {
    return repository.getStepExecutions(execution, loader);
  }

  @Override
  public StepExecutionImpl createStepExecution(String step) {
    return repository.createStepExecution(step);
  }

  @Override
  public void addStepExecution(JobExecutionImpl execution, StepExecutionImpl step) {
    repository.addStepExecution(execution, step);
  }

  @Override
  public void updateStepExecution(StepExecution step) {
    repository.updateStepExecution(step);
  }

  @Override
  public @Nullable StepExecutionImpl findOriginalStepExecutionForRestart(
      String step, JobExecutionImpl earlier, ClassLoader loader) {
    return repository.findOriginalStepExecutionForRestart(step, earlier, loader);
  }

  @Override
  public int countStepStartTimes(String step, long instance) {
    return repository.countStepStartTimes(step, instance);
  }

  @Override
  public void addPartitionExecution(StepExecutionImpl step, PartitionExecutionImpl partition) {
    repository.addPartitionExecution(step, partition);
  }

  @Override
  public List<PartitionExecutionImpl> getPartitionExecutions(
      long id, StepExecutionImpl step, boolean incomplete, ClassLoader loader) {
    return repository.getPartitionExecutions(id, step, incomplete, loader);
  }

  @Override
  public void savePersistentData(JobExecution execution, AbstractStepExecution step) {
    repository.savePersistentData(execution, step);
  }

  @Override
  public int savePersistentDataIfNotStopping(JobExecution execution, AbstractStepExecution step) {
    return repository.savePersistentDataIfNotStopping(execution, step);
  }
}
