package org.example.records;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.sql.SQLException;
import java.util.List;

/**
 * Writes records to a table, with the position in the same transaction, so that a record is
 * counted if and only if it is there. Its reader, which is opened first, has begun the attempt.
 */
@Named
@Dependent
public class TableWriter extends AbstractItemWriter {
  @Inject @BatchProperty String url;
  @Inject @BatchProperty String user;
  @Inject @BatchProperty String password;
  @Inject @BatchProperty String run;
  @Inject @BatchProperty String attempt;

  private Output output;

  @Override
  public void open(Serializable checkpoint) throws SQLException {
    output = new Output(url, user, password, run);
  }

  @Override
  public void writeItems(List<Object> items) throws SQLException {
    output.write(items, Integer.parseInt(attempt));
  }

  @Override
  public void close() throws SQLException {
    if (output != null) {
      output.close();
    }
  }
}
