package dev.rigel.server.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBase;

/** All that H2 asks of a file, passed on to another one. */
class WrappedChannel extends FileBase {
  private final FileChannel target;

  WrappedChannel(FileChannel target) {
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
    return target.write(from);
  }

  @Override
  public int write(ByteBuffer from, long position) throws IOException {
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
