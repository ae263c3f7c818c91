package dev.rigel.chaos;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A process that harm is done to, as an operating system does it. */
public final class Victim {
  private final ProcessHandle process;

  /** Any process of this user. */
  public Victim(ProcessHandle process) {
    this.process = process;
  }

  /** Number of the process. */
  public long pid() {
    return process.pid();
  }

  /** Whether it has not ended; one that nobody has asked how it ended is none that lives. */
  public boolean isAlive() {
    return process.isAlive() && !isZombie();
  }

  private boolean isZombie() {
    try {
      var stat = Files.readString(Path.of("/proc", "" + pid(), "stat"));
      return stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
    } catch (IOException e) {
      return true;
    }
  }

  /** {@code kill -9}; returns when it is gone. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Waits until it is gone. */
  public void awaitEnd() {
    await("the end of process " + pid())
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> !isAlive());
  }

  /** SIGSTOP: it keeps everything it has and does nothing. */
  public void freeze() {
    run("kill", "-STOP");
  }

  /** SIGCONT: it goes on as if no time had passed. */
  public void thaw() {
    run("kill", "-CONT");
  }

  /**
   * No file of it may grow beyond a size: what a full disk is to a process, without a disk.
   * Existing bytes can be written anew, as on a full disk.
   *
   * @param bytes the greatest size
   */
  public void fillDisk(long bytes) {
    run("prlimit", "--fsize=" + bytes + ":", "--pid");
  }

  /** There is room again. */
  public void emptyDisk() {
    run("prlimit", "--fsize=unlimited:", "--pid");
  }

  private void run(String... command) {
    var whole = new ArrayList<>(List.of(command));
    whole.add("" + pid());
    try {
      var signal = new ProcessBuilder(whole).redirectErrorStream(true).start();
      var said = new String(signal.getInputStream().readAllBytes());
      if (signal.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", whole) + ": " + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
