package dev.rigel.server.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.jspecify.annotations.Nullable;

/**
 * H2's files, for URLs as {@code jdbc:h2:fused:PATH}, guarded against what H2 2.2 does about a
 * write that fails or a process that is killed. What is guarded is the last good version of the
 * database.
 *
 * <ul>
 *   <li>After a failure H2 goes on writing: what waits in its queue, what others commit, and all
 *       there is when it is closed (its issue 3011). That refers to what could not be written, so
 *       that it is never of use, and takes the space of what this was to replace. Here nothing is
 *       written after a failure until the file is opened anew.
 *   <li>A write that fails half-way leaves what it got to. Here it changes nothing.
 *   <li>When it was not closed in order, H2 gives away the space of chunks that its list goes on
 *       naming for a while. If it is then closed in order, it believes the list at the next
 *       opening, and finds two chunks in one place ("Double mark") or takes an older version for
 *       the newest. Here it is never told that it was closed in order.
 *   <li>It finds its open databases by name, and one that ends late takes the name from the one
 *       that was opened since. That is open and found by nobody, and its file stays locked. Here
 *       the lock goes to who opens the file last, and nothing more is written by who had it.
 * </ul>
 */
public final class FusedFile extends FilePathWrapper {
  private static final String SCHEME = "fused";
  private static final String H2 = "jdbc:h2:";
  private static final String FILE = "file:";

  /** Bytes of a block in H2's file, the unit of its chunks; a copy of the header has one. */
  private static final int BLOCK = 4096;

  /** Of H2: in memory, of another process, only read. */
  private static final Set<String> NO_FILES = Set.of("mem:", "tcp:", "ssl:", "zip:", SCHEME + ":");

  /** The H2 URL, by which a database in a file is opened so; another one is given as it is. */
  static String url(String url) {
    var name = url.substring(H2.length());
    if (NO_FILES.stream().anyMatch(name::startsWith)) {
      return url;
    }
    register();
    var path = name.startsWith(FILE) ? name.substring(FILE.length()) : name;
    return H2 + SCHEME + ":" + path;
  }

  /**
   * Makes it known to H2. Payara's H2 is that of all applications: one that ends takes it away, and
   * another does this again when it opens a connection.
   */
  static void register() {
    FilePath.register(new FusedFile());
  }

  /** Of our class loader, which H2 would keep in memory. */
  static void unregister() {
    if (FilePath.get(SCHEME + ":.") instanceof FusedFile ours) {
      FilePath.unregister(ours);
    }
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    var channel = getBase().open(mode);
    return new Fuse(channel, getBase().toRealPath().toString());
  }

  private static final class Fuse extends WrappedChannel {
    /** Those that are open and have the lock, by their file. */
    private static final Map<String, Fuse> LOCKED = new ConcurrentHashMap<>();

    private final String file;

    /** Nothing is written while it is open whether another write fails. */
    private final ReentrantLock writing = new ReentrantLock();

    private volatile @Nullable Throwable blown;

    Fuse(FileChannel target, String file) {
      super(target);
      this.file = file;
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      var forgotten = LOCKED.get(file);
      if (forgotten != null) {
        forgotten.end();
      }
      var lock = super.tryLock(position, size, shared);
      if (lock != null) {
        LOCKED.put(file, this);
      }
      return lock;
    }

    private void end() throws IOException {
      writing.lock();
      try {
        blow(new IOException("the file was opened anew"));
        close();
      } finally {
        writing.unlock();
      }
    }

    @Override
    protected void implCloseChannel() throws IOException {
      LOCKED.remove(file, this);
      super.implCloseChannel();
    }

    /**
     * Of the two copies of H2's header only the first is shown: so H2 takes it that it was not
     * closed in order, and looks at each chunk that its list names.
     */
    @Override
    public int read(ByteBuffer into, long position) throws IOException {
      var start = into.position();
      var read = super.read(into, position);
      if (position == 0 && read == 2 * BLOCK) {
        for (int i = 0; i < BLOCK; i++) {
          into.put(start + BLOCK + i, (byte) 0);
        }
      }
      return read;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
      var written = write(from, position());
      position(position() + written);
      return written;
    }

    @Override
    public int write(ByteBuffer from, long position) throws IOException {
      writing.lock();
      try {
        checkFuse();
        return wholeOrNothing(from, position);
      } catch (IOException | RuntimeException | Error e) {
        blow(e);
        throw e;
      } finally {
        writing.unlock();
      }
    }

    /**
     * What makes the file grow comes first: if there is no room for it, nothing was written over.
     */
    private int wholeOrNothing(ByteBuffer from, long position) throws IOException {
      var length = from.remaining();
      var size = size();
      var within = (int) Math.max(0, Math.min(length, size - position));
      if (within < length) {
        append(from.slice(from.position() + within, length - within), position + within, size);
      }
      writeAll(from.slice(from.position(), within), position);
      from.position(from.limit());
      return length;
    }

    private void append(ByteBuffer from, long position, long size) throws IOException {
      try {
        writeAll(from, position);
      } catch (IOException e) {
        shorten(size, e);
        throw e;
      }
    }

    /** What is left beyond if this fails is not taken for a chunk. */
    private void shorten(long size, IOException why) {
      try {
        super.truncate(size);
      } catch (IOException e) {
        why.addSuppressed(e);
      }
    }

    private void writeAll(ByteBuffer from, long position) throws IOException {
      var next = position;
      while (from.hasRemaining()) {
        next += super.write(from, next);
      }
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
      writing.lock();
      try {
        checkFuse();
        return super.truncate(size);
      } catch (IOException | RuntimeException | Error e) {
        blow(e);
        throw e;
      } finally {
        writing.unlock();
      }
    }

    @Override
    public void force(boolean metaData) throws IOException {
      checkFuse();
      try {
        super.force(metaData);
      } catch (IOException | RuntimeException | Error e) {
        blow(e);
        throw e;
      }
    }

    private void checkFuse() throws IOException {
      if (blown != null) {
        throw new IOException("nothing is written after a failure: " + blown.getMessage(), blown);
      }
    }

    private void blow(Throwable e) {
      if (blown == null) {
        blown = e;
      }
    }
  }
}
