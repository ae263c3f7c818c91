package dev.rigel.it;

import dev.rigel.client.ApiClient;
import dev.rigel.contract.flowrun.FlowRunQuery;
import dev.rigel.contract.flowrun.FlowRunQueryBuilder;
import dev.rigel.contract.flowrun.FlowRunSort;
import dev.rigel.contract.operation.BulkAction;
import dev.rigel.contract.operation.BulkApi;
import dev.rigel.contract.operation.BulkRequestBuilder;
import dev.rigel.contract.operation.OperationResponse;
import dev.rigel.contract.operation.OperationState;
import dev.rigel.contract.operation.OperationsApi;
import dev.rigel.contract.query.FlowRunFilterBuilder;
import dev.rigel.contract.query.Match;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * One action for many runs, over HTTP, beside a call for each; prints Markdown lines for both
 * databases. Not part of the build: {@code mvn verify -Dskip.unit.tests=true
 * -Dit.test=BulkBenchmark}, with {@code -Pwildfly} for WildFly. {@code -Druns=} how many runs
 * (default 10,000), {@code -Dsingles=} how many of them are cancelled by calls of their own
 * (default 1,000).
 */
@OnServer
class BulkBenchmark {
  private static final int RUNS = Integer.getInteger("runs", 10_000);
  private static final int SINGLES = Integer.getInteger("singles", 1_000);

  /** Milliseconds between looks at an operation, as the command line has them. */
  private static final int BETWEEN_LOOKS = 500;

  /** As many as a listing has. */
  private static final int PAGE = 200;

  private final ApiClient api;
  private final Site site;

  BulkBenchmark(Rigel rigel) {
    api = rigel.api();
    site = Site.unlimited(api);
  }

  @Test
  void many_runs() throws Exception {
    var created = System.nanoTime();
    inParallel(8, RUNS, i -> site.dueRun());
    System.out.printf(
        "%n%s on %s, load %.1f; %,d runs created in %.0f s%n%n| | runs | calls | s | runs a second |%n|---|---:|---:|---:|---:|%n",
        Deployed.onWildFly() ? "WildFly" : "Payara Micro",
        Deployed.onPostgresql() ? "PostgreSQL" : "H2",
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        RUNS,
        (System.nanoTime() - created) / 1e9);
    byOne("cancel, one operation", of(BulkAction.cancel));
    byOne("retry, one operation", of(BulkAction.retry));
    bySingles("cancel, a call each, 1 at once", 1);
    bySingles("cancel, a call each, 4 at once", 4);
    byOne("cancel, one operation, of which some had ended", of(BulkAction.cancel));
    byOne("delete, one operation", of(BulkAction.delete));
  }

  private void byOne(String what, BulkRequestBuilder request) throws InterruptedException {
    var start = System.nanoTime();
    var now = api.of(BulkApi.class).apply(request.build());
    var answered = System.nanoTime() - start;
    int calls = 1;
    while (now.state() == OperationState.RUNNING) {
      Thread.sleep(BETWEEN_LOOKS);
      now = api.of(OperationsApi.class).read(Objects.requireNonNull(now.id()));
      calls++;
    }
    var nanos = System.nanoTime() - start;
    addsUp(now);
    line(
        "%s: %,d done, %,d refused; the call itself %.1f s"
            .formatted(what, now.done(), now.refused(), answered / 1e9),
        now.matched(),
        calls,
        nanos);
  }

  private static void addsUp(OperationResponse over) {
    if (over.done() + over.refused() != over.matched() || over.matched() != RUNS) {
      throw new AssertionError("numbers do not add up: " + over);
    }
  }

  private void bySingles(String what, int atOnce) throws Exception {
    var runs =
        IntStream.range(0, SINGLES / PAGE)
            .mapToObj(page -> api.flowRuns().filter(page(page)))
            .flatMap(List::stream)
            .toList();
    var start = System.nanoTime();
    inParallel(atOnce, runs.size(), i -> api.flowRuns().cancel(runs.get(i).id(), false));
    line(what, runs.size(), runs.size(), System.nanoTime() - start);
  }

  private FlowRunQuery page(int number) {
    var waiting =
        FlowRunFilterBuilder.builder()
            .workQueueName(BulkRequests.onQueue(site.queue.name()))
            .state(new Match.States(null, null, new Match.Texts(List.of("AwaitingRetry"))))
            .build();
    return FlowRunQueryBuilder.builder()
        .flowRuns(waiting)
        .sort(FlowRunSort.EXPECTED_START_TIME_ASC)
        .limit(PAGE)
        .offset(number * PAGE)
        .build();
  }

  private interface Work {
    Object of(int number);
  }

  private static void inParallel(int threads, int number, Work work) throws Exception {
    var pool = Executors.newFixedThreadPool(threads);
    try {
      var all =
          IntStream.range(0, number).<Callable<Object>>mapToObj(i -> () -> work.of(i)).toList();
      for (var done : pool.invokeAll(all)) {
        done.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static void line(String what, int runs, int calls, long nanos) {
    System.out.printf(
        "| %s | %,d | %,d | %.1f | %.0f |%n", what, runs, calls, nanos / 1e9, runs * 1e9 / nanos);
  }

  private BulkRequestBuilder of(BulkAction action) {
    return BulkRequests.of(action, site.queue.name());
  }
}
