package dev.rigel.webapp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rigel.contract.deployment.UpcomingDate;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.contract.workqueue.QueueOverview;
import dev.rigel.fixture.Call;
import dev.rigel.fixture.Reply;
import dev.rigel.fixture.ScriptedApi;
import dev.rigel.server.webapp.WebSite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/**
 * The pages as the server sends them, by {@link WebSite} itself: with shell, addresses, headers and
 * policy; and the API's answers to them from what a test says is there. It keeps what it was asked,
 * and can refuse, hold its answers back, and go away for a while.
 */
final class FakeServer implements AutoCloseable {
  private static final Path PAGES = Path.of("src/main/webapp");
  private static final Path LIBRARIES =
      Path.of("target/page-lib/META-INF/resources/webjars").toAbsolutePath();
  private static final WebSite SITE = new WebSite(files());

  /** An address where the modules of the pages are at hand, and nothing is drawn. */
  private static final String BARE = "bare";

  private final FakeApi api = new FakeApi();
  private final ScriptedApi server =
      new ScriptedApi().otherwise(call -> call.isOfApi() ? api.answer(call) : page(call));
  private volatile Predicate<Call> held = call -> false;
  private volatile CountDownLatch released = new CountDownLatch(0);
  private volatile Reply trouble;

  FakeServer() {
    server.trouble(this::troubleOf);
  }

  private static Map<String, byte[]> files() {
    var files = new TreeMap<String, byte[]>();
    collect(PAGES, "", files);
    collect(LIBRARIES, "lib/", files);
    collect(Path.of("src/test/webapp"), "test/", files);
    files.keySet().removeIf(path -> path.startsWith("WEB-INF/"));
    return files;
  }

  private static void collect(Path folder, String prefix, Map<String, byte[]> files) {
    try (var all = Files.walk(folder)) {
      for (var file : all.filter(Files::isRegularFile).toList()) {
        var path = folder.relativize(file).toString().replace('\\', '/');
        files.put(prefix + path, Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where its pages begin. */
  URI address() {
    return URI.create(server.address() + "/");
  }

  /** The address of a page, such as {@code flow-runs?state=Failed}. */
  URI at(String page) {
    return address().resolve(page);
  }

  /** The address of a page that draws nothing: its scripts can be imported, and it has no other. */
  URI bare() {
    return at(BARE);
  }

  /** Things are there: each is a record of the contract, and takes the place of what had its id. */
  FakeServer has(Object... things) {
    List.of(things).forEach(api::put);
    return this;
  }

  /** A thing is there no longer. */
  void loses(UUID id) {
    api.remove(id);
  }

  /** The states a run has had, oldest first; else that which it has, and those it gets. */
  void states(UUID run, List<StateResponse> states) {
    api.states(run, states);
  }

  /** The next dates of a deployment; else it has none. */
  void upcoming(UUID deployment, List<UpcomingDate> dates) {
    api.upcoming(deployment, dates);
  }

  /** A run as it is by now. */
  FlowRunResponse run(UUID id) {
    return api.run(id);
  }

  /** A queue as it is by now. */
  QueueOverview queue(UUID id) {
    return api.queue(id);
  }

  /** Answers each call of this name, such as {@code PATCH /work_queues/ID}, in another way. */
  void on(String call, ScriptedApi.Script script) {
    server.on(call, script);
  }

  /** Answers every call of the API so, until {@link #recovers}. */
  void refuses(Reply reply) {
    trouble = reply;
  }

  /** Answers nothing, neither calls nor pages, until {@link #recovers}. */
  void goesAway() {
    trouble = Reply.CUT;
  }

  /** Answers as usual, also what was held. */
  void recovers() {
    trouble = null;
    held = call -> false;
    released.countDown();
  }

  /** Lets calls wait for their answers, until {@link #recovers}. */
  void holds(Predicate<Call> calls) {
    released = new CountDownLatch(1);
    held = calls;
  }

  private Optional<Reply> troubleOf(Call call) {
    if (held.test(call)) {
      try {
        released.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    var now = trouble;
    return now == null || !now.equals(Reply.CUT) && !call.isOfApi()
        ? Optional.empty()
        : Optional.of(now);
  }

  /** Keeps nothing of what it is asked from now on. */
  void forgets() {
    server.forgetful();
  }

  /** What came, pages and files as well, in order. */
  List<Call> calls() {
    return server.calls();
  }

  /** How many calls of this name came: {@code POST /flow_runs/filter}. */
  int calls(String name) {
    return (int) calls().stream().filter(call -> call.name().equals(name)).count();
  }

  /** The bodies of the calls of a name, in order. */
  List<JsonNode> bodies(String name) {
    return server.bodies(name);
  }

  private static Reply page(Call call) {
    var isBare = call.path().equals("/" + BARE);
    var answer =
        SITE.answer(
            call.uri().substring(1).replaceFirst("\\?.*", ""),
            !isBare && String.valueOf(call.header("Accept-Encoding")).contains("gzip"),
            call.header("If-None-Match"));
    var headers = new TreeMap<>(answer.headers());
    headers.putIfAbsent("Content-Type", "");
    return isBare
        ? new Reply(200, withoutStart(answer.body()), headers)
        : new Reply(answer.status(), answer.body(), headers);
  }

  /** The shell with all but the script that starts drawing. */
  private static byte[] withoutStart(byte[] shell) {
    var page = new String(shell, UTF_8);
    return page.replaceFirst("<script type=\"module\"[^>]*></script>", "").getBytes(UTF_8);
  }

  /** From now on nobody answers. */
  @Override
  public void close() {
    recovers();
    server.close();
  }
}
