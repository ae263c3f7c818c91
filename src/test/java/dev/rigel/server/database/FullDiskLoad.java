package dev.rigel.server.database;

import dev.rigel.chaos.Victim;
import dev.rigel.server.settings.ServerSettings;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The process whose file may not grow: in each round writers insert and change rows of very
 * different lengths, most of the time with no room; then all that was confirmed must be there.
 */
final class FullDiskLoad {
  static final String KEPT = "kept all ";

  private static final int WRITERS = 6;
  private static final int[] BITS = {800, 24_000, 480_000};
  private static final long ROOM = 1_500_000;
  private static final Duration FULL = Duration.ofSeconds(4);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** So much faster than the real one is the clock after which a failed opening is tried again. */
  private static final int HASTE = 20;

  private final Victim self = new Victim(ProcessHandle.current());
  private final Path file = Path.of(System.getProperty("RIGEL_HOME"), "rigel.mv.db");
  private final LiveConnections live =
      new LiveConnections(
          RigelDataSource.unhurried(ServerSettings.load()),
          Database.H2,
          new Reachability(() -> System.nanoTime() * HASTE),
          e -> {});

  /** Number of the row and how often it was changed, as far as that was confirmed. */
  private final Map<Integer, Integer> confirmed = new ConcurrentHashMap<>();

  private final AtomicInteger last = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();

  public static void main(String[] arguments) throws Exception {
    var load = new FullDiskLoad();
    load.execute("create table kept (number int primary key, changes int, text varchar)");
    for (int round = 0; round < Integer.parseInt(arguments[0]); round++) {
      load.round(round);
    }
    System.exit(0);
  }

  private void round(int round) throws Exception {
    failures.set(0);
    thinOut();
    self.fillDisk(Files.size(file) + ROOM);
    try {
      writeAll(round);
    } finally {
      self.emptyDisk();
    }
    awaitRoom();
    check();
    System.out.println(KEPT + confirmed.size() + " rows, after " + failures + " failures");
  }

  /** Leaves gaps in the file, which chunks still fit in when it cannot grow. */
  private void thinOut() throws SQLException {
    execute("delete from kept where mod(number, 3) <> 0");
    confirmed.keySet().removeIf(number -> number % 3 != 0);
  }

  private void writeAll(int round) throws Exception {
    var writers = Executors.newFixedThreadPool(WRITERS);
    try {
      List<Callable<Void>> work = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        var random = new Random(100L * round + i);
        work.add(() -> write(random));
      }
      for (Future<Void> done : writers.invokeAll(work)) {
        done.get();
      }
    } finally {
      writers.shutdown();
    }
  }

  private Void write(Random random) throws SQLException {
    var end = System.nanoTime() + FULL.toNanos();
    try (var connection = LastingConnection.of(live)) {
      connection.setAutoCommit(false);
      List<Integer> own = new ArrayList<>();
      while (System.nanoTime() < end) {
        try {
          if (own.isEmpty() || random.nextInt(10) < 7) {
            own.add(insert(connection, random));
          } else {
            change(connection, random, own.get(random.nextInt(own.size())));
          }
        } catch (SQLException e) {
          failures.incrementAndGet();
          connection.rollback();
        }
      }
    }
    return null;
  }

  private int insert(Connection connection, Random random) throws SQLException {
    var number = last.incrementAndGet();
    try (var statement = connection.prepareStatement("insert into kept values (?, 0, ?)")) {
      statement.setInt(1, number);
      statement.setString(2, text(random));
      statement.executeUpdate();
    }
    connection.commit();
    confirmed.put(number, 0);
    return number;
  }

  private void change(Connection connection, Random random, int number) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "update kept set changes = changes + 1, text = ? where number = ?")) {
      statement.setString(1, text(random));
      statement.setInt(2, number);
      statement.executeUpdate();
    }
    connection.commit();
    confirmed.merge(number, 1, Integer::sum);
  }

  private static String text(Random random) {
    return new BigInteger(BITS[random.nextInt(BITS.length)], random).toString(Character.MAX_RADIX);
  }

  private void awaitRoom() throws SQLException {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        execute("merge into kept key (number) values (0, 0, '')");
        return;
      } catch (SQLException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
      }
    }
  }

  /** A change that failed may have been made: more changes than confirmed are no loss. */
  private void check() throws SQLException {
    Map<Integer, Integer> found = new ConcurrentHashMap<>();
    try (var connection = LastingConnection.of(live);
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select number, changes, length(text) from kept")) {
      while (rows.next()) {
        found.put(rows.getInt(1), rows.getInt(2));
      }
    }
    confirmed.forEach(
        (number, changes) -> {
          if (found.getOrDefault(number, -1) < changes) {
            throw new AssertionError(
                "row " + number + ": " + changes + " changes, found " + found.get(number));
          }
        });
  }

  private void execute(String sql) throws SQLException {
    try (var connection = LastingConnection.of(live)) {
      connection.setAutoCommit(false);
      try (var statement = connection.createStatement()) {
        statement.execute(sql);
      }
      connection.commit();
    }
  }
}
