package dev.rigel.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rigel.contract.json.Json;
import dev.rigel.server.benchmark.Tables;
import dev.rigel.server.database.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What a server does for agents, over HTTP: how soon a waiting agent has a run, claims and whole
 * lives of runs a second, what a waiter costs; prints Markdown lines for both databases. Not part
 * of the build: {@code mvn verify -Dskip.unit.tests=true -Dit.test=AgentsBenchmark -Dit.jvm=full},
 * with {@code -Pwildfly} for WildFly. {@code -Dlives=} how many runs each line is measured with
 * (default 3,000), {@code -Dwaiters=} how many agents wait (default 1,000), {@code -Dfilled=} how
 * many runs PostgreSQL's tables hold before (default none).
 */
@OnServer
@TestMethodOrder(OrderAnnotation.class)
class AgentsBenchmark {
  private static final int LIVES = Integer.getInteger("lives", 3_000);
  private static final int WAITERS = Integer.getInteger("waiters", 1_000);
  private static final int FILLED = Integer.getInteger("filled", 0);
  private static final int DISPATCHES = 500;

  /** Seconds; the most that a server lets an agent wait. */
  private static final int LONGEST_WAIT = 30;

  private static final Pattern USED = Pattern.compile("used (\\d+)K");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Rigel rigel;

  AgentsBenchmark(Rigel rigel) {
    this.rigel = rigel;
  }

  /**
   * Everything below is measured with what the compiler has seen by then: until a round is no
   * quicker than the one before, which takes some minutes on two cores.
   */
  @Test
  @Order(0)
  void warm_up() throws Exception {
    var tables = "empty tables";
    if (FILLED > 0 && Deployed.onPostgresql()) {
      var filled = new Tables(Database.POSTGRESQL, Deployed.postgresql());
      filled.fill(FILLED);
      tables = filled.size();
    }
    for (double last = 0, now = 1; now > last * 1.03; ) {
      last = now;
      now = round();
    }
    System.out.printf(
        "%n%s on %s, %s; %d lives a line, load %.1f%n%n| | |%n|---|---:|%n",
        Deployed.onWildFly() ? "WildFly" : "Payara Micro",
        Deployed.onPostgresql() ? "PostgreSQL" : "H2",
        tables,
        LIVES,
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  /** Lives a second of both kinds together. */
  private double round() throws Exception {
    var start = System.nanoTime();
    stockLives(LIVES, 4);
    nativeLives(LIVES, 2, 2);
    return 2e9 * LIVES / (System.nanoTime() - start);
  }

  @Test
  @Order(1)
  void dispatch() throws Exception {
    var site = Site.unlimited(rigel.api());
    var agent = new NativeAgent(site.queue.name());
    dispatches(site, agent, 100);
    line(
        "from `create_flow_run` to the agent that waits, p50, p99, ms",
        dispatches(site, agent, DISPATCHES));
  }

  private String dispatches(Site site, NativeAgent agent, int number) throws Exception {
    var times = new ArrayList<Duration>();
    for (int i = 0; i < number; i++) {
      var waiting = agent.exchangeLater(1, LONGEST_WAIT);
      Thread.sleep(20); // so that it waits: what is measured is what comes after
      var start = System.nanoTime();
      create(site);
      while (waiting.join().path("claims").isEmpty()) {
        waiting = agent.exchangeLater(1, LONGEST_WAIT);
      }
      times.add(Duration.ofNanos(System.nanoTime() - start));
      agent.heard(waiting.join());
      agent.finish();
    }
    return percentiles(times);
  }

  @Test
  @Order(2)
  void claims() throws Exception {
    for (var batch : List.of(1, 10, 100)) {
      var site = Site.unlimited(rigel.api());
      var agent = new NativeAgent(site.queue.name());
      var number = Math.min(LIVES, batch * 200);
      create(site, number);
      var nanos = 0L;
      for (int taken = 0; taken < number; taken += batch) {
        var start = System.nanoTime();
        var orders = agent.exchange(batch, 0);
        nanos += System.nanoTime() - start;
        agent.heard(orders);
        agent.finish();
      }
      line("claims a second, " + batch + " an exchange", perSecond(number, nanos));
    }
  }

  @Test
  @Order(3)
  void lives() throws Exception {
    for (var agents : List.of(1, 4)) {
      line("lives a second, stock protocol, " + agents + " at once", stockLives(LIVES, agents));
    }
    for (var creators : List.of(2, 4)) {
      line(
          "lives a second, 2 native agents, " + creators + " that create",
          nativeLives(LIVES, creators, 2));
    }
    line("lives a second, 2 native agents, runs created before", nativeLivesOfWaiting(LIVES));
  }

  @Test
  @Order(4)
  void race() throws Exception {
    var race = new Race(LIVES);
    line(
        "lives a second, 4 stock agents that race for one queue",
        timed(LIVES, Collections.nCopies(4, race::run)));
    line("proposals of PENDING refused, of all", race.refused());
  }

  @Test
  @Order(5)
  void waiters() throws Exception {
    var sites = List.of(Site.unlimited(rigel.api()), Site.unlimited(rigel.api()));
    var before = memory();
    var threads = threads();
    var waiting = new ArrayList<CompletableFuture<JsonNode>>();
    var agents = new ArrayList<NativeAgent>();
    for (int i = 0; i < WAITERS; i++) {
      agents.add(new NativeAgent(sites.get(1).queue.name()));
    }
    agents.forEach(agent -> waiting.add(agent.exchangeLater(1, LONGEST_WAIT)));
    Thread.sleep(10_000); // all have arrived
    var waitingStill = waiting.stream().filter(answer -> !answer.isDone()).count();
    line("agents that wait, of " + WAITERS, "" + waitingStill);
    line("memory a waiter, kB", "" + (memory() - before) / WAITERS);
    line("threads more", "" + (threads() - threads));
    var agent = new NativeAgent(sites.get(0).queue.name());
    line("dispatch beside them, p50, p99, ms", dispatches(sites.get(0), agent, 100));
    waiting.forEach(CompletableFuture::join);
  }

  /** As stock agents do: each its own queue, a page of ten at a time. */
  private String stockLives(int number, int agents) throws Exception {
    return timed(
        number,
        Collections.nCopies(
            agents,
            () -> {
              var site = Site.unlimited(rigel.api());
              for (int done = 0; done < number / agents; done += 10) {
                create(site, 10);
                var page = post("/work_queues/" + site.queue.id() + "/get_runs", "{\"limit\": 10}");
                for (var run : page) {
                  for (var type : List.of("PENDING", "RUNNING", "COMPLETED")) {
                    var answer = propose(run, type);
                    demand(isAccepted(answer), answer);
                  }
                }
              }
              return null;
            }));
  }

  /**
   * One queue for all: each plans ten runs and asks for ten, without an id, proposes PENDING for
   * all that it was offered, and goes on with those that it got.
   */
  private final class Race {
    private final Site site = Site.unlimited(rigel.api());
    private final AtomicInteger planned = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger proposed = new AtomicInteger();
    private final int number;

    Race(int number) {
      this.number = number;
    }

    Void run() throws Exception {
      while (ended.get() < number) {
        for (int i = 0; i < 10 && planned.getAndIncrement() < number; i++) {
          create(site);
        }
        for (var run : taken()) {
          for (var type : List.of("RUNNING", "COMPLETED")) {
            var answer = propose(run, type);
            demand(isAccepted(answer), answer);
          }
          ended.incrementAndGet();
        }
      }
      return null;
    }

    private List<JsonNode> taken() throws Exception {
      var taken = new ArrayList<JsonNode>();
      for (var run : post("/work_queues/" + site.queue.id() + "/get_runs", "{\"limit\": 10}")) {
        proposed.incrementAndGet();
        if (isAccepted(propose(run, "PENDING"))) {
          taken.add(run);
        }
      }
      return taken;
    }

    /** Each run was taken once. */
    String refused() {
      return String.format(
          Locale.ROOT,
          "%,d of %,d, %d %%",
          proposed.get() - number,
          proposed.get(),
          100 * (proposed.get() - number) / proposed.get());
    }
  }

  private JsonNode propose(JsonNode run, String type) throws Exception {
    var path = "/flow_runs/" + run.path("id").asText() + "/set_state";
    return post(path, state(type).toString());
  }

  private static boolean isAccepted(JsonNode answer) {
    return "ACCEPT".equals(answer.path("status").asText());
  }

  private String nativeLives(int number, int creators, int agents) throws Exception {
    var site = Site.unlimited(rigel.api());
    var ended = new AtomicInteger();
    var each = number / creators;
    var works = new ArrayList<Callable<Void>>();
    works.addAll(Collections.nCopies(creators, () -> create(site, each)));
    works.addAll(Collections.nCopies(agents, () -> work(site, ended, each * creators)));
    return timed(each * creators, works);
  }

  private String nativeLivesOfWaiting(int number) throws Exception {
    var site = Site.unlimited(rigel.api());
    create(site, number);
    var ended = new AtomicInteger();
    return timed(number, Collections.nCopies(2, () -> work(site, ended, number)));
  }

  private Void work(Site site, AtomicInteger ended, int until) throws Exception {
    var agent = new NativeAgent(site.queue.name());
    while (ended.get() < until) {
      var before = agent.running.size();
      agent.heard(agent.exchange(100, 1));
      ended.addAndGet(before);
    }
    return null;
  }

  private String timed(int number, List<? extends Callable<Void>> works) throws Exception {
    var workers = Executors.newFixedThreadPool(works.size());
    try {
      var start = System.nanoTime();
      for (var work : workers.invokeAll(works)) {
        work.get();
      }
      return perSecond(number, System.nanoTime() - start);
    } finally {
      workers.shutdownNow();
    }
  }

  private Void create(Site site, int number) throws Exception {
    for (int i = 0; i < number; i++) {
      create(site);
    }
    return null;
  }

  private void create(Site site) throws Exception {
    var run =
        post(
            "/deployments/" + site.deployment.id() + "/create_flow_run",
            state("SCHEDULED").toString());
    demand(run.has("id"), run);
  }

  /** One that reports what it has heard with its next exchange. */
  private final class NativeAgent {
    private final String path;
    private final ArrayDeque<String> claimed = new ArrayDeque<>();
    private final ArrayDeque<String> running = new ArrayDeque<>();
    private int sequence;

    NativeAgent(String queue) throws Exception {
      var agent = Json.mapper().createObjectNode().put("name", "benchmark");
      agent.putArray("queues").add(queue);
      path = "/agents/" + post("/agents/", agent.toString()).path("id").asText() + "/exchange";
    }

    JsonNode exchange(int free, int wait) throws Exception {
      return post(path, body(free, wait));
    }

    CompletableFuture<JsonNode> exchangeLater(int free, int wait) {
      return client
          .sendAsync(request(path, body(free, wait)), BodyHandlers.ofByteArray())
          .thenApply(AgentsBenchmark::answer);
    }

    private String body(int free, int wait) {
      var body = Json.mapper().createObjectNode();
      body.put("request_id", UUID.randomUUID().toString()).put("sequence", ++sequence);
      body.put("free", free).put("longest_wait", wait);
      var ids = body.putArray("flow_run_ids");
      var reports = body.putArray("reports");
      running.forEach(id -> report(ids, reports, id, "COMPLETED"));
      claimed.forEach(id -> report(ids, reports, id, "RUNNING"));
      running.clear();
      running.addAll(claimed);
      claimed.clear();
      return body.toString();
    }

    private void report(ArrayNode ids, ArrayNode reports, String id, String type) {
      ids.add(id);
      reports.addObject().put("flow_run_id", id).set("proposal", state(type));
    }

    void heard(JsonNode orders) {
      demand(orders.path("revoked").isEmpty(), orders);
      orders.path("claims").forEach(c -> claimed.add(c.path("flow_run").path("id").asText()));
    }

    /** What it has ends, and nothing more is taken. */
    void finish() throws Exception {
      exchange(0, 0);
      exchange(0, 0);
    }
  }

  private static ObjectNode state(String type) {
    var proposal = Json.mapper().createObjectNode();
    proposal.putObject("state").put("type", type);
    return proposal;
  }

  private JsonNode post(String path, String body) throws IOException, InterruptedException {
    return answer(client.send(request(path, body), BodyHandlers.ofByteArray()));
  }

  private HttpRequest request(String path, String body) {
    return HttpRequest.newBuilder(URI.create(rigel.apiUrl() + path))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private static JsonNode answer(HttpResponse<byte[]> response) {
    try {
      var answer = Json.mapper().readTree(response.body());
      demand(response.statusCode() / 100 == 2, answer);
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void demand(boolean isTrue, JsonNode answer) {
    if (!isTrue) {
      throw new AssertionError("unexpected answer: " + answer);
    }
  }

  /** Used by the server after a collection, kB. */
  private long memory() throws Exception {
    jcmd("GC.run");
    return jcmd("GC.heap_info")
        .lines()
        .filter(line -> line.contains("generation"))
        .flatMap(line -> USED.matcher(line).results())
        .mapToLong(used -> Long.parseLong(used.group(1)))
        .sum();
  }

  private int threads() throws Exception {
    return (int) jcmd("Thread.print").lines().filter(l -> l.startsWith("\"")).count();
  }

  private String jcmd(String command) throws IOException, InterruptedException {
    var pids = rigel.server().pids();
    var jcmd = System.getProperty("java.home") + "/bin/jcmd";
    var process =
        new ProcessBuilder(jcmd, "" + pids.get(pids.size() - 1), command)
            .redirectErrorStream(true)
            .start();
    var text = new String(process.getInputStream().readAllBytes());
    process.waitFor();
    return text;
  }

  private static String perSecond(int number, long nanos) {
    return String.format(Locale.ROOT, "%,.0f", number * 1e9 / nanos);
  }

  private static String percentiles(List<Duration> times) {
    var sorted = times.stream().mapToDouble(t -> t.toNanos() / 1e6).sorted().toArray();
    return String.format(
        Locale.ROOT, "%.1f, %.1f", sorted[sorted.length / 2], sorted[sorted.length * 99 / 100]);
  }

  private static void line(String what, String figures) {
    System.out.printf("| %s | %s |%n", what, figures);
  }
}
