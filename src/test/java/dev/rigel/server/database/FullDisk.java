package dev.rigel.server.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.h2.store.fs.FilePathWrapper;

/** A disk, for H2's URLs as {@code full:PATH}, that is full when a test says so. */
public final class FullDisk extends FilePathWrapper {
  static volatile boolean full;

  /** Bytes that a file may have; what is written beyond is written up to there. */
  static volatile long greatest = Long.MAX_VALUE;

  @Override
  public String getScheme() {
    return "full";
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new Channel(getBase().open(mode));
  }

  private static void checkRoom() throws IOException {
    if (full) {
      throw new IOException("No space left on device");
    }
  }

  private static final class Channel extends WrappedChannel {
    Channel(FileChannel target) {
      super(target);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
      checkRoom();
      return super.write(from);
    }

    @Override
    public int write(ByteBuffer from, long position) throws IOException {
      checkRoom();
      if (position + from.remaining() <= greatest) {
        return super.write(from, position);
      }
      super.write(from.slice(from.position(), (int) Math.max(0, greatest - position)), position);
      throw new IOException("File too large");
    }
  }
}
