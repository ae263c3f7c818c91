package dev.rigel.server.platform;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePathWrapper;

/** A disk, for H2's URLs as {@code full:PATH}, that is full when a test says so. */
public final class FullDisk extends FilePathWrapper {
  static volatile boolean full;

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

  private static final class Channel extends FileBase {
    private final FileChannel target;

    Channel(FileChannel target) {
      this.target = target;
    }

    @Override
    public long size() throws IOException {
      return target.size();
    }

    @Override
    public long position() throws IOException {
      return target.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
      target.position(position);
      return this;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      return target.read(into);
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
      return target.read(into, position);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
      checkRoom();
      return target.write(from);
    }

    @Override
    public int write(ByteBuffer from, long position) throws IOException {
      checkRoom();
      return target.write(from, position);
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
      target.truncate(size);
      return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
      target.force(metaData);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return target.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      target.close();
    }
  }
}
