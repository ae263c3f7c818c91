package dev.rigel.cli.process;

import dev.rigel.cli.terminal.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The right to use a server's directory, which one process at a time has: a lock on a file in it.
 * The system takes it from a process that ends in whatever way.
 */
public final class DirectoryClaim implements AutoCloseable {
  private static final String FILE = "lock";

  /** Behind all that is written: where locks are mandatory the file can still be read. */
  private static final long PLACE = Long.MAX_VALUE - 1;

  private final Path file;
  private final FileChannel channel;

  private DirectoryClaim(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Claims a directory, which is created if it is not there.
   *
   * @throws Failure if somebody else has it; names the process
   */
  public static DirectoryClaim of(Path directory) throws IOException {
    var file = Files.createDirectories(directory).resolve(FILE);
    var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock(channel) == null) {
      channel.close();
      var holder = Files.readString(file).strip();
      throw new Failure(
          "%s is in use by a server that runs or starts (process %s); choose another with --port."
              .formatted(directory, holder.isEmpty() ? "not known" : holder));
    }
    var claim = new DirectoryClaim(file, channel);
    claim.hold(ProcessHandle.current().pid());
    return claim;
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock(PLACE, 1, false);
    } catch (OverlappingFileLockException e) {
      return null; // this very process has it
    }
  }

  /**
   * Says which process works there. By the channel that has the lock: on Linux a process loses all
   * its locks on a file when it closes any other.
   */
  void hold(long pid) throws IOException {
    channel.truncate(0);
    channel.write(ByteBuffer.wrap((pid + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
  }

  /** Gives it up. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new Failure("Cannot give up %s: %s".formatted(file, e));
    }
  }
}
