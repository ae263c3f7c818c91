package dev.rigel.engine.jberet;

import dev.rigel.engine.JobEnds;
import jakarta.batch.runtime.JobExecution;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jberet.runtime.JobExecutionImpl;

/** Knows for certain, as JBeret in the same JVM lets one wait until its runner is done. */
final class JBeretEnds implements JobEnds {
  private final Map<Long, CompletableFuture<Void>> ends = new ConcurrentHashMap<>();

  @Override
  public boolean haveEnded(JobExecution execution) {
    return ends.computeIfAbsent(execution.getExecutionId(), id -> await(execution)).isDone();
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
