package dev.rigel.server.lifecycle;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Those for whom a server is there: processes that have a lock on a file, each on a part of it that
 * is its own. The system takes the lock from a process that ends, in whatever way.
 */
final class Users implements AutoCloseable {
  private final FileChannel channel;
  private final Duration idle;
  private final LongSupplier nanoTime;
  private @Nullable Long unusedSince;

  /**
   * Users who have gone when nobody has had a lock for a time.
   *
   * @param nanoTime as {@link System#nanoTime}
   */
  Users(Path file, Duration idle, LongSupplier nanoTime) throws IOException {
    this.channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    this.idle = idle;
    this.nanoTime = nanoTime;
  }

  /**
   * Looks whether they have gone. If so, the file stays locked by this process until it has ended:
   * so a new user waits for that, and does not meet a server that is about to end.
   */
  boolean haveGone() throws IOException {
    var all = channel.tryLock();
    if (all == null) {
      unusedSince = null;
      return false;
    }
    var now = nanoTime.getAsLong();
    if (unusedSince == null) {
      unusedSince = now;
    }
    if (now - unusedSince >= idle.toNanos()) {
      return true;
    }
    all.release();
    return false;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
