package dev.rigel.cli.process;

import dev.rigel.cli.terminal.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * This process as one for which an ephemeral server stays: it has a lock on that byte of a file
 * whose number is its own. So nothing has to be tidied up when it is killed, and others can see who
 * it is. The server locks the whole file when nobody else does, and ends.
 */
final class ServerUser implements AutoCloseable {
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

  /** A number that no process of ours has. */
  private static final long NOBODY = 0;

  private final FileChannel file;

  private ServerUser(FileChannel file) {
    this.file = file;
  }

  /**
   * Makes this process a user; waits while a server that nobody uses any more ends.
   *
   * @throws Failure if that takes too long
   */
  static ServerUser of(Path file, Duration patience) throws IOException {
    var user = new ServerUser(open(file));
    var until = System.nanoTime() + patience.toNanos();
    while (tryLock(user.file, ProcessHandle.current().pid(), 1) == null) {
      if (System.nanoTime() > until) {
        user.close();
        throw new Failure("The last server does not end; " + file + " is locked.");
      }
      pause(BETWEEN_TRIES);
    }
    return user;
  }

  /**
   * The whole file, so that nobody is or becomes a user until it is closed; null if somebody is.
   */
  static @Nullable FileChannel tryAll(Path file) throws IOException {
    var channel = open(file);
    if (tryLock(channel, 0, Long.MAX_VALUE) == null) {
      channel.close();
      return null;
    }
    return channel;
  }

  /** Who uses it. This process must not. */
  static List<ProcessHandle> all(Path file) throws IOException {
    try (var channel = open(file)) {
      if (isLocked(channel, NOBODY)) {
        return List.of(); // the server has all of it
      }
      return ProcessHandle.allProcesses()
          .filter(process -> isLocked(channel, process.pid()))
          .toList();
    }
  }

  private static boolean isLocked(FileChannel channel, long process) {
    try {
      var lock = tryLock(channel, process, 1);
      if (lock != null) {
        lock.release();
      }
      return lock == null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static @Nullable FileLock tryLock(FileChannel channel, long from, long size)
      throws IOException {
    try {
      return channel.tryLock(from, size, false);
    } catch (OverlappingFileLockException e) {
      return null; // this very process has it
    }
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("Interrupted.");
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
