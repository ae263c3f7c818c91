package dev.rigel.engine.jberet;

import jakarta.transaction.TransactionManager;
import java.util.Properties;
import org.jberet.creation.ArtifactFactoryWrapper;
import org.jberet.repository.JobRepository;
import org.jberet.spi.ArtifactFactory;
import org.jberet.spi.BatchEnvironment;
import org.jberet.spi.JobTask;
import org.jberet.spi.JobXmlResolver;

/** JBeret's environment for plain Java, with our word in the making of artifacts. */
final class JobEnvironment implements BatchEnvironment {
  private final BatchEnvironment plain;
  private final JobRepository repository;

  /**
   * One with a repository of its own.
   *
   * @param plain what is JBeret's for the whole JVM: threads above all
   */
  JobEnvironment(BatchEnvironment plain, JobRepository repository) {
    this.plain = plain;
    this.repository = repository;
  }

  @Override
  public ArtifactFactory getArtifactFactory() {
    // the wrapper makes what is no bean; JBeret would put it around ours instead
    return new CommittedCheckpoints(new ArtifactFactoryWrapper(plain.getArtifactFactory()));
  }

  @Override
  public ClassLoader getClassLoader() {
    return plain.getClassLoader();
  }

  @Override
  public void submitTask(JobTask task) {
    plain.submitTask(task);
  }

  @Override
  public TransactionManager getTransactionManager() {
    return plain.getTransactionManager();
  }

  @Override
  public JobRepository getJobRepository() {
    return repository;
  }

  @Override
  public JobXmlResolver getJobXmlResolver() {
    return plain.getJobXmlResolver();
  }

  @Override
  public Properties getBatchConfigurationProperties() {
    return plain.getBatchConfigurationProperties();
  }

  @Override
  public String getApplicationName() {
    return plain.getApplicationName();
  }
}
