package dev.rigel.agent;

import static dev.rigel.contract.setting.Settings.AGENT_STOP;

import dev.rigel.agent.child.JvmExit;
import dev.rigel.contract.state.Reason;
import dev.rigel.engine.FlowRunExecution;
import dev.rigel.engine.FlowRunExecution.Ending;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A batch job in this JVM; it runs in the thread that awaits its end. */
final class JobHere implements StartedRun {
  private final FlowRunExecution execution;
  private final Duration stopTime;
  private final String host;
  private final ClassLoader loader;
  private final Runnable over;
  private @Nullable Thread thread;
  private boolean killed;

  /**
   * One that begins when its end is awaited.
   *
   * @param stopTime how long it may take to stop
   * @param host name of this machine
   * @param loader where the batch runtime looks for the job's XML and artifacts
   * @param over called when the job needs its classes no more
   */
  JobHere(
      FlowRunExecution execution,
      Duration stopTime,
      String host,
      ClassLoader loader,
      Runnable over) {
    this.execution = execution;
    this.stopTime = stopTime;
    this.host = host;
    this.loader = loader;
    this.over = over;
  }

  @Override
  public Optional<String> pid() {
    return Optional.of(host + ":" + ProcessHandle.current().pid());
  }

  @Override
  public Optional<String> awaitDeath() throws InterruptedException {
    var before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(loader);
    begin();
    try {
      if (execution.run() != Ending.GIVEN_UP) {
        over.run(); // else the job goes on
      }
      return Optional.empty();
    } catch (IllegalStateException e) {
      // WildFly's, when an application is undeployed: before that hears of it
      return Optional.of("The batch runtime ended before its job: " + Reason.of(e));
    } catch (InterruptedException e) {
      return interrupted(e);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @Override
  public boolean runsJob() {
    return true;
  }

  /** The engine gives it up by itself. */
  @Override
  public Duration timeToEnd(Duration usual) {
    return stopTime.plus(usual);
  }

  private synchronized void begin() {
    thread = Thread.currentThread();
  }

  private synchronized Optional<String> interrupted(InterruptedException e)
      throws InterruptedException {
    if (killed) {
      var did =
          JvmExit.place()
              .map(place -> "A job ended the agent's JVM: System.exit was called at " + place)
              .orElse("The job did not stop within " + AGENT_STOP + " when its agent stopped");
      return Optional.of(did + ".");
    }
    throw e;
  }

  @Override
  public void stop(EndReason why) {
    execution.stop();
  }

  @Override
  public synchronized void kill(EndReason why) {
    killed = true;
    if (thread != null) {
      thread.interrupt();
    }
  }
}
