package dev.rigel.webapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.core.ThrowingRunnable;

/**
 * A headless Chromium with a profile of its own, driven over its DevTools protocol; ends with
 * {@link #close}. Found by {@code RIGEL_CHROMIUM} or on the {@code PATH}.
 */
public final class Browser implements AutoCloseable {
  /** Said where there is no browser. */
  static final String MISSING = "no Chromium on the PATH or in RIGEL_CHROMIUM";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final String LOADED =
      "location.protocol != 'about:' && document.readyState == 'complete'";
  private static final String SAYS_ADDRESS = "DevTools listening on ";

  private final Process process;
  private final Path profile;
  private final DevTools devTools;

  private Browser(Process process, Path profile, DevTools devTools) {
    this.process = process;
    this.profile = profile;
    this.devTools = devTools;
  }

  /** Starts one; fails when none is installed. */
  static Browser start() throws IOException {
    var program = installed().orElseThrow(() -> new IOException(MISSING));
    var profile = Files.createTempDirectory("rigel-browser");
    var process = launch(program, profile);
    try {
      return new Browser(process, profile, new DevTools(addressIn(process.errorReader())));
    } catch (IOException | RuntimeException e) {
      end(process, profile);
      throw e;
    }
  }

  /** The program, if there is one on this machine. */
  static Optional<String> installed() {
    var told = System.getenv("RIGEL_CHROMIUM");
    var found =
        Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator))
            .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
            .filter(Files::isExecutable)
            .map(Path::toString);
    return told == null ? found.findFirst() : Optional.of(told);
  }

  private static Process launch(String program, Path profile) throws IOException {
    return new ProcessBuilder(
            program,
            "--headless=new",
            // root, as in containers, cannot use the sandbox; only our own page is opened
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--window-size=1200,900",
            "--remote-debugging-port=0",
            "--user-data-dir=" + profile,
            "about:blank")
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Reads on in the background: a full pipe would stop the browser. */
  private static URI addressIn(BufferedReader errors) throws IOException {
    for (var line = errors.readLine(); line != null; line = errors.readLine()) {
      if (line.startsWith(SAYS_ADDRESS)) {
        var rest = new Thread(() -> errors.lines().forEach(ignored -> {}), "browser errors");
        rest.setDaemon(true);
        rest.start();
        return URI.create(line.substring(SAYS_ADDRESS.length()));
      }
    }
    throw new IOException("the browser ended without opening its DevTools port");
  }

  /** Opens an address in a window of its own, 1200 by 900 pixels. */
  public Tab open(URI address) {
    var target = call("", "Target.createTarget", Map.of("url", "about:blank", "newWindow", true));
    var targetId = target.path("targetId").asText();
    var session = call("", "Target.attachToTarget", Map.of("targetId", targetId, "flatten", true));
    var tab = new Tab(targetId, session.path("sessionId").asText());
    tab.call("Page.navigate", Map.of("url", address.toString()));
    tab.eventually(() -> assertThat(tab.evaluate(LOADED).asBoolean()).isTrue());
    return tab;
  }

  private JsonNode call(String session, String method, Map<String, ?> parameters) {
    var request = JSON.createObjectNode().put("method", method);
    request.set("params", JSON.valueToTree(parameters));
    if (!session.isEmpty()) {
      request.put("sessionId", session);
    }
    return devTools.call(request);
  }

  /** Ends the browser and deletes its profile. */
  @Override
  public void close() throws IOException {
    devTools.close();
    end(process, profile);
  }

  private static void end(Process process, Path profile) throws IOException {
    var all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try (var files = Files.walk(profile)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (UncheckedIOException vanished) {
      // a process on its way out removed a file; the rest is in the temporary directory
    }
  }

  /** One page. Things are found as people with a screen reader find them: by role and label. */
  public final class Tab implements AutoCloseable {
    private final String target;
    private final String session;

    private Tab(String target, String session) {
      this.target = target;
      this.session = session;
    }

    /**
     * The visible text of everything with this role and label, or of all with the role for null.
     */
    public List<String> texts(String role, String label) {
      return nodes(role, label).stream().map(this::textOf).toList();
    }

    /** The visible text of the only thing with this role and label. */
    public String text(String role, String label) {
      var found = texts(role, label);
      if (found.size() != 1) {
        throw new AssertionError(found.size() + " of role " + role + " named " + label);
      }
      return found.get(0);
    }

    private List<Integer> nodes(String role, String label) {
      var root = call("DOM.getDocument", Map.of("depth", 0)).path("root").path("nodeId").asInt();
      var query = new HashMap<String, Object>(Map.of("nodeId", root, "role", role));
      if (label != null) {
        query.put("accessibleName", label);
      }
      var found = call("Accessibility.queryAXTree", query).path("nodes");
      return Stream.iterate(0, i -> i < found.size(), i -> i + 1)
          .map(found::get)
          .filter(node -> !node.path("ignored").asBoolean())
          .map(node -> node.path("backendDOMNodeId").asInt())
          .toList();
    }

    private String textOf(int node) {
      var object = call("DOM.resolveNode", Map.of("backendNodeId", node)).path("object");
      var answer =
          call(
              "Runtime.callFunctionOn",
              Map.of(
                  "objectId",
                  object.path("objectId").asText(),
                  "functionDeclaration",
                  "function() { return this.innerText }",
                  "returnByValue",
                  true));
      return answer.path("result").path("value").asText().trim();
    }

    /** Waits up to 10 s; what vanishes while it is looked at is looked at again. */
    public void eventually(ThrowingRunnable asserted) {
      await().ignoreExceptionsInstanceOf(IllegalStateException.class).untilAsserted(asserted);
    }

    /** The value of a JavaScript expression. */
    public JsonNode evaluate(String expression) {
      var answer =
          call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
      return answer.path("result").path("value");
    }

    /** Shows the page as for someone who has chosen {@code light} or {@code dark}. */
    public void prefer(String scheme) {
      var feature = Map.of("name", "prefers-color-scheme", "value", scheme);
      call("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
    }

    /** The page as a PNG. */
    public byte[] screenshot() {
      try {
        return call("Page.captureScreenshot", Map.of()).path("data").binaryValue();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      Browser.this.call("", "Target.closeTarget", Map.of("targetId", target));
    }

    private JsonNode call(String method, Map<String, ?> parameters) {
      return Browser.this.call(session, method, parameters);
    }
  }
}
