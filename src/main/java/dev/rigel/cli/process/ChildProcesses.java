package dev.rigel.cli.process;

import dev.rigel.cli.terminal.Failure;
import dev.rigel.cli.terminal.Output;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Processes that end when this one does, on Ctrl-C and SIGTERM too; the last started ends first.
 */
public final class ChildProcesses implements AutoCloseable {
  /** An agent ends its own processes first (RIGEL_AGENT_STOP_SECONDS). */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final int INTERRUPTED = 130;

  private final Output out;
  private final Deque<Child> started = new ArrayDeque<>();
  private final Thread hook = new Thread(this::endOnSignal, "end child processes");
  private volatile boolean signalled;
  private volatile int statusOnSignal = INTERRUPTED;
  private boolean closed;

  private record Child(Process process, Duration patience) {}

  /** With a place to say that the end has begun. */
  public ChildProcesses(Output out) {
    this.out = out;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Starts one that needs no longer than usual to end.
   *
   * @throws Failure if it cannot be started, or this process is about to end
   */
  Process start(ProcessBuilder command) {
    return start(command, PATIENCE);
  }

  /**
   * Starts one.
   *
   * @param patience how long it may take to end when it is told to, before it is killed
   * @throws Failure if it cannot be started, or this process is about to end
   */
  synchronized Process start(ProcessBuilder command, Duration patience) {
    if (closed) {
      throw new Failure("Interrupted.");
    }
    try {
      var process = command.start();
      started.push(new Child(process, patience));
      return process;
    } catch (IOException e) {
      throw new Failure("Cannot start %s: %s".formatted(command.command().get(0), e.getMessage()));
    }
  }

  /** From now on a signal is the usual way to end, with this exit status. */
  public void runUntilSignal(int status) {
    statusOnSignal = status;
  }

  /** Whether this process has been told to end. */
  boolean isSignalled() {
    return signalled;
  }

  /** Says something, unless this process has been told to end and has said so. */
  public void unlessSignalled(Runnable say) {
    synchronized (out) {
      if (!signalled) {
        say.run();
      }
    }
  }

  private void endOnSignal() {
    synchronized (out) {
      signalled = true;
      out.overwrite("");
      out.print("Stopping...");
    }
    stopAll();
    out.print("Stopped!");
    // a hook cannot set the exit status in any other way
    Runtime.getRuntime().halt(statusOnSignal);
  }

  private synchronized void stopAll() {
    closed = true;
    while (!started.isEmpty()) {
      stop(started.pop());
    }
  }

  private static void stop(Child child) {
    var process = child.process();
    process.destroy();
    try {
      if (!process.waitFor(child.patience().toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Ends all of them and waits until they are gone; none can be started afterwards. Does not return
   * when a signal is ending this process, so that nothing is said about what the signal has broken.
   */
  @Override
  public void close() {
    stopAll();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      awaitHalt();
    }
  }

  private void awaitHalt() {
    try {
      hook.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
