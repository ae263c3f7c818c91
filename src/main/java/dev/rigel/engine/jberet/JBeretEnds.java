package dev.rigel.engine.jberet;

import dev.rigel.engine.JobEnds;
import jakarta.batch.runtime.JobExecution;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jberet.repository.InMemoryRepository;
import org.jberet.repository.JobRepository;
import org.jberet.runtime.JobExecutionImpl;

/** Knows for certain, as JBeret in the same JVM lets one wait until its runner is done. */
final class JBeretEnds implements JobEnds {
  private final Map<Long, CompletableFuture<Void>> ends = new ConcurrentHashMap<>();
  private final JobRepository repository;

  /** Of executions that are kept there. */
  JBeretEnds(JobRepository repository) {
    this.repository = repository;
  }

  @Override
  public boolean haveEnded(JobExecution execution) {
    return ends.computeIfAbsent(execution.getExecutionId(), id -> await(execution)).isDone();
  }

  /**
   * With the instance and its other executions. JBeret's memory would keep all for as long as the
   * JVM lives, and by them the class loader of each run; a database that somebody has given JBeret
   * is left alone.
   */
  @Override
  public void forget(JobExecution execution) {
    if (repository instanceof InMemoryRepository memory) {
      var instance = OfInstance.of(execution);
      memory.removeJobExecutions(instance);
      memory.removeJobInstance(instance.id());
    }
  }

  private static CompletableFuture<Void> await(JobExecution execution) {
    var end = new CompletableFuture<Void>();
    var thread = new Thread(() -> await((JobExecutionImpl) execution, end), "job-end");
    thread.setDaemon(true);
    thread.start();
    return end;
  }

  private static void await(JobExecutionImpl execution, CompletableFuture<Void> end) {
    try {
      execution.awaitTermination(0, TimeUnit.SECONDS); // 0 is: without limit
      end.complete(null);
    } catch (InterruptedException e) {
      end.completeExceptionally(e);
    }
  }
}
