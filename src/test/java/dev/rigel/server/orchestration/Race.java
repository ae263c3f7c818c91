package dev.rigel.server.orchestration;

import dev.rigel.server.harness.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Many threads at once, and an observer that counts rows meanwhile. */
record Race(TestDatabase database) {
  private static final int THREADS = 6;

  /** Takes all steps; fails with the first that failed. */
  <T> Void atOnce(List<T> steps, Consumer<T> step) throws Exception {
    var pool = Executors.newFixedThreadPool(THREADS);
    try {
      var tasks = new ArrayList<Future<?>>();
      steps.forEach(s -> tasks.add(pool.submit(() -> step.accept(s))));
      for (var task : tasks) {
        task.get();
      }
      return null;
    } finally {
      pool.shutdown();
    }
  }

  /** The highest count that an observer, with a snapshot of its own at each look, saw meanwhile. */
  int whileCounting(String sql, Callable<Void> work) throws Exception {
    var done = new AtomicBoolean();
    var observer = Executors.newSingleThreadExecutor();
    try {
      var highest = observer.submit(() -> highest(sql, done));
      work.call();
      done.set(true);
      return highest.get();
    } finally {
      done.set(true);
      observer.shutdown();
    }
  }

  private int highest(String sql, AtomicBoolean done) throws SQLException {
    var highest = 0;
    try (var connection = database.source().getConnection();
        var count = connection.prepareStatement(sql)) {
      boolean last;
      do {
        last = done.get();
        try (var row = count.executeQuery()) {
          row.next();
          highest = Math.max(highest, row.getInt(1));
        }
      } while (!last);
    }
    return highest;
  }
}
