package dev.rigel.server.scheduler.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No date is missed and none is doubled, whatever happens to the servers: in the manner of Jepsen's
 * test of Chronos. Three server processes share a PostgreSQL; deployments are created, changed,
 * paused, resumed, backfilled and deleted at random through them, while one at a time is killed and
 * started again, or frozen and thawed. The servers' time is that of a night in which clocks change.
 *
 * <p>Takes a minute; {@code -Drigel.checker.seconds=} says for how long else there is trouble,
 * {@code -Drigel.checker.seed=} repeats the choices, though not their timing.
 */
class ScheduleCheckerTest {
  private static final int SECONDS = Integer.getInteger("rigel.checker.seconds", 40);
  private static final long SEED = Long.getLong("rigel.checker.seed", System.nanoTime());

  /** In New York the hour that comes twice begins again at 06:00Z. */
  private static final OffsetDateTime NIGHT = OffsetDateTime.parse("2022-11-06T05:59:40Z");

  private static final Duration LONGEST_START = Duration.ofMinutes(4);

  /** Three of them, that is 12 s: well below the horizon. */
  private static final int LONGEST_FREEZE = 3;

  private final Random random = new Random(SEED);
  private final RandomOrders orders = new RandomOrders(random);
  private final Duration ahead = Duration.between(OffsetDateTime.now(ZoneOffset.UTC), NIGHT);
  private final List<ServerProcess> servers = new ArrayList<>();
  private final Set<Integer> done = ServerProcess.orderNumbers();
  private TestDatabase database;
  private ServerProcess frozen;
  private int frozenFor;
  private int kills;
  private int freezes;

  @TempDir Path folder;

  @AfterEach
  void stop() throws Exception {
    for (var server : servers) {
      server.close();
    }
    database.close();
  }

  @Test
  void no_date_is_missed_and_none_is_doubled() throws Exception {
    database = TestDatabase.of(Database.POSTGRESQL);
    var history = History.of(database.source());
    servers.add(start(JpaProvider.ECLIPSELINK));
    servers.add(start(JpaProvider.HIBERNATE));
    servers.add(start(JpaProvider.ECLIPSELINK));
    for (var server : servers) {
      assertThat(server.isReadyWithin(LONGEST_START)).isTrue();
    }

    makeTrouble();
    var end = now();
    endServers();

    var findings = Findings.of(history.events(), orders.asked(), ahead, end);
    System.out.printf(
        "schedule checker: seed %d, %d s, %d orders (%d answered), %d kills, %d freezes; %d dates, %d faults%n",
        SEED,
        SECONDS,
        orders.count(),
        done.size(),
        kills,
        freezes,
        findings.targets(),
        findings.faults().size());
    assertThat(findings.faults()).as("seed %d", SEED).isEmpty();
    assertThat(findings.targets()).isGreaterThan(100);
    assertThat(versions(history)).containsAll(answeredApplications());
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(ZoneOffset.UTC).plus(ahead);
  }

  private ServerProcess start(JpaProvider provider) throws Exception {
    var url =
        database.url() + (database.url().contains("?") ? "&" : "?") + "ApplicationName=checked";
    return ServerProcess.start(url, provider, ahead, folder.resolve("servers.log"), done);
  }

  private void makeTrouble() throws Exception {
    var timer = Executors.newSingleThreadScheduledExecutor();
    try {
      var ordering = timer.scheduleAtFixedRate(this::order, 0, 300, TimeUnit.MILLISECONDS);
      var mischief = timer.scheduleAtFixedRate(this::disturb, 2, 4, TimeUnit.SECONDS);
      try {
        mischief.get(SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        assertThat(ordering.isDone()).isFalse();
      }
    } finally {
      timer.shutdown();
      assertThat(timer.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  private void order() {
    servers.get(random.nextInt(servers.size())).tell(orders.next(now()));
  }

  /** At least two servers are well at any time. */
  private void disturb() {
    try {
      if (frozen != null) {
        if (++frozenFor == LONGEST_FREEZE || random.nextBoolean()) {
          frozen.victim().thaw();
          frozen = null;
        }
      } else if (servers.stream().allMatch(ServerProcess::isReady)) {
        harm(random.nextInt(servers.size()));
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void harm(int victim) throws Exception {
    if (kills < freezes) {
      servers.get(victim).close();
      servers.set(
          victim, start(random.nextBoolean() ? JpaProvider.ECLIPSELINK : JpaProvider.HIBERNATE));
      kills++;
    } else {
      frozen = servers.get(victim);
      frozen.victim().freeze();
      frozenFor = 0;
      freezes++;
    }
  }

  /** Afterwards nothing that they began is undecided. */
  private void endServers() throws Exception {
    for (var server : servers) {
      server.close();
    }
    await().atMost(Duration.ofMinutes(1)).until(() -> connections() == 0);
  }

  private int connections() throws SQLException {
    try (var connection = database.source().getConnection();
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select count(*) from pg_stat_activity where datname = current_database() and application_name = 'checked'")) {
      row.next();
      return row.getInt(1);
    }
  }

  private static Set<String> versions(History history) throws Exception {
    var numbers = new HashSet<String>();
    history.events().forEach(event -> numbers.add(event.description()));
    return numbers;
  }

  private List<String> answeredApplications() {
    return orders.applications().stream().filter(done::contains).map(n -> "" + n).toList();
  }
}
