package org.example.records;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.sql.SQLException;

/**
 * Reads the numbers from {@code first}, 1 unless it is given, to {@code last}. With a database it
 * goes on where that says, whatever its checkpoint is.
 */
@Named
@Dependent
public class NumberReader extends AbstractItemReader {
  @Inject @BatchProperty String first;
  @Inject @BatchProperty String last;
  @Inject @BatchProperty String url;
  @Inject @BatchProperty String user;
  @Inject @BatchProperty String password;
  @Inject @BatchProperty String run;
  @Inject @BatchProperty String attempt;

  private long position;

  /**
   * The output may have committed a chunk whose checkpoint was lost, and may itself have lost the
   * last chunks that it had committed: H2 writes them up to half a second later.
   */
  @Override
  public void open(Serializable checkpoint) throws SQLException {
    if (url == null) {
      position = checkpoint == null ? start() : (Long) checkpoint;
    } else {
      try (var output = new Output(url, user, password, run)) {
        output.begin(Integer.parseInt(attempt));
        position = output.position();
      }
    }
  }

  private long start() {
    return first == null ? 0 : Long.parseLong(first) - 1;
  }

  @Override
  public Object readItem() {
    return position == Long.parseLong(last) ? null : ++position;
  }

  @Override
  public Serializable checkpointInfo() {
    return position;
  }
}
