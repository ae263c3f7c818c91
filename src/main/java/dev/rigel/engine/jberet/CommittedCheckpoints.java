package dev.rigel.engine.jberet;

import jakarta.batch.api.chunk.ItemReader;
import jakarta.batch.api.chunk.ItemWriter;
import java.io.Serializable;
import java.util.List;
import org.jberet.spi.ArtifactFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a restart from losing items. When JBeret 3.1.0 skips an item it stores the reader's
 * position at once, in the middle of a chunk; if that chunk then fails, a restart begins after
 * items that were read but never written. Readers made here give a new position only once their
 * chunk has been written, or when there is nothing in it but skipped items.
 */
final class CommittedCheckpoints implements ArtifactFactory {
  private final ArtifactFactory artifacts;

  /** The chunk that this thread works on; JBeret calls reader and writer from one thread. */
  private final ThreadLocal<Chunk> chunks = ThreadLocal.withInitial(Chunk::new);

  /** What has happened since the last checkpoint. */
  private static final class Chunk {
    int read;
    int skipped;
    boolean depleted;
    boolean written;
  }

  CommittedCheckpoints(ArtifactFactory artifacts) {
    this.artifacts = artifacts;
  }

  @Override
  public Class<?> getArtifactClass(String ref, ClassLoader classLoader) {
    return artifacts.getArtifactClass(ref, classLoader);
  }

  @Override
  public Object create(String ref, Class<?> type, ClassLoader classLoader) throws Exception {
    var artifact = artifacts.create(ref, type, classLoader);
    if (artifact instanceof ItemReader reader) {
      return new Reader(reader);
    }
    return artifact instanceof ItemWriter writer ? new Writer(writer) : artifact;
  }

  @Override
  public void destroy(Object artifact) {
    if (artifact instanceof Reader reader) {
      artifacts.destroy(reader.reader);
    } else if (artifact instanceof Writer writer) {
      artifacts.destroy(writer.writer);
    } else {
      artifacts.destroy(artifact);
    }
  }

  private final class Reader implements ItemReader {
    private final ItemReader reader;
    private @Nullable Serializable committed;

    Reader(ItemReader reader) {
      this.reader = reader;
    }

    @Override
    public void open(@Nullable Serializable checkpoint) throws Exception {
      committed = checkpoint;
      chunks.set(new Chunk());
      reader.open(checkpoint);
    }

    @Override
    public Object readItem() throws Exception {
      var chunk = chunks.get();
      chunk.written = false;
      chunk.read++;
      var item = reader.readItem();
      chunk.depleted = item == null;
      return item;
    }

    /** JBeret asks when a chunk has been written, and when an item is skipped. */
    @Override
    public @Nullable Serializable checkpointInfo() throws Exception {
      var chunk = chunks.get();
      var ended = chunk.written || chunk.depleted;
      if (!ended) {
        chunk.skipped++;
      }
      if (ended || chunk.skipped == chunk.read) {
        committed = reader.checkpointInfo();
        chunks.set(new Chunk());
      }
      return committed;
    }

    @Override
    public void close() throws Exception {
      chunks.remove();
      reader.close();
    }
  }

  private final class Writer implements ItemWriter {
    private final ItemWriter writer;

    Writer(ItemWriter writer) {
      this.writer = writer;
    }

    @Override
    public void open(@Nullable Serializable checkpoint) throws Exception {
      writer.open(checkpoint);
    }

    @Override
    public void writeItems(List<Object> items) throws Exception {
      chunks.get().written = true;
      writer.writeItems(items);
    }

    @Override
    public @Nullable Serializable checkpointInfo() throws Exception {
      return writer.checkpointInfo();
    }

    @Override
    public void close() throws Exception {
      writer.close();
    }
  }
}
