package dev.rigel.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the deployed server answers beside its API: pages, files, and the headers of both. */
@OnServer
class PagesIT {
  private static final Path ROUTES =
      Path.of(System.getProperty("it.project"), "src/main/webapp/routes.json");

  private static final Pattern BASE = Pattern.compile("<base href=\"([^\"]*)\">");
  private static final Pattern IMPORTS =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);
  private static final Pattern ASSETS = Pattern.compile("\"(assets/[^/\"]+/)");

  /** What one of the servers, not Rigel, may answer; neither is one of its own faults. */
  private static final Pattern TRACE = Pattern.compile("\\sat [\\w.$]+\\(|Exception|root cause");

  private final URI root;
  private final Http http;
  private final int port;

  PagesIT(Rigel rigel) {
    root = rigel.address().resolve("/");
    http = new Http(rigel.address());
    port = rigel.address().getPort();
  }

  /** Addresses with a page, an id in the place of each parameter. */
  static Stream<String> routes() throws IOException {
    var paths = Json.mapper().readTree(ROUTES.toFile()).findValuesAsText("path").stream();
    return Stream.concat(
        Stream.of("/", "/index.html", "/?state=failed", "/flow-runs/"),
        paths.map(path -> "/" + path.replaceAll(":\\w+", UUID.randomUUID().toString())));
  }

  @ParameterizedTest
  @MethodSource("routes")
  void an_address_that_has_a_page_is_answered_with_it(String path) {
    assertIsPage(200, path, http.get(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing",
        "/flow-runs/flow-run",
        "/flow-runs/flow-run/1/2/3",
        "/lib/",
        "/lib",
        "/flow-run",
        "/flow-run/",
        "/assets",
        "/assets/other/app.js",
        "/docs/nothing",
        "/apis",
        "/flow%2Druns/x",
        "/a/b/c/d/e/f/g/h/i/j/k"
      })
  void an_address_that_has_none_is_answered_with_a_page_that_says_so(String path) {
    assertIsPage(404, path, http.get(path));
  }

  private void assertIsPage(int status, String path, Http.Answer answer) {
    assertThat(answer.status()).as(path).isEqualTo(status);
    assertThat(type(answer)).isEqualTo("text/html;charset=utf-8");
    assertThat(root.resolve(path).resolve(found(BASE, answer.text())))
        .as("base of %s", path)
        .isEqualTo(root);
    assertThat(header(answer, "Content-Security-Policy"))
        .contains("default-src 'none'", "frame-ancestors 'none'")
        .contains(hash(found(IMPORTS, answer.text())))
        .doesNotContain("unsafe");
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-cache");
    assertSaysWhatMayBeDone(answer);
  }

  private static void assertSaysWhatMayBeDone(Http.Answer answer) {
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(answer, "Referrer-Policy")).isEqualTo("same-origin");
    assertThat(header(answer, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
    assertThat(answer.headers().allValues("Vary")).anyMatch(value -> value.contains("Origin"));
    assertThat(header(answer, "Content-Security-Policy")).contains("frame-ancestors 'none'");
  }

  private static String header(Http.Answer answer, String name) {
    assertThat(answer.headers().allValues(name)).as(name).hasSize(1);
    return answer.headers().firstValue(name).orElseThrow();
  }

  private static String found(Pattern pattern, String text) {
    var matcher = pattern.matcher(text);
    assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
    return matcher.group(1);
  }

  private static String hash(String script) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/flow-runs", "/nothing", "/app.js", "/docs/", "/docs"})
  void head_is_answered_as_get_without_the_body(String path) {
    var get = http.get(path);

    var head = http.send("HEAD", path, null);

    assertThat(head.status()).isEqualTo(get.status());
    assertThat(head.text()).isEmpty();
    for (var name :
        List.of("Content-Type", "Content-Length", "ETag", "Cache-Control", "Location")) {
      assertThat(head.headers().allValues(name)).isEqualTo(get.headers().allValues(name));
    }
  }

  /** The names of the files that are for clients, below the root. */
  static Stream<String> files() throws IOException {
    try (var war = FileSystems.newFileSystem(Deployed.plainWar());
        var walk = Files.walk(war.getPath("/"))) {
      return walk
          .filter(Files::isRegularFile)
          .map(Path::toString)
          .filter(path -> !path.startsWith("/WEB-INF/") && !path.startsWith("/META-INF/"))
          .filter(path -> !path.equals("/index.html"))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void a_file_is_there_and_below_the_build_it_never_changes(String path) {
    var build = found(ASSETS, http.get("/").text());

    var own = http.get(path);
    var ofBuild = http.get("/" + build + path.substring(1));

    assertThat(own.status()).isEqualTo(200);
    assertThat(header(own, "Cache-Control")).isEqualTo("no-cache");
    assertThat(header(ofBuild, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
    assertThat(ofBuild.text()).isEqualTo(own.text());
    for (var answer : List.of(own, ofBuild)) {
      assertSaysWhatMayBeDone(answer);
      assertThat(type(answer)).isEqualTo(type(path));
    }
  }

  /** Servers write it in their own ways. */
  private static String type(Http.Answer answer) {
    return header(answer, "Content-Type").replace(" ", "").toLowerCase(Locale.ROOT);
  }

  private static String type(String path) {
    return switch (path.substring(path.lastIndexOf('.') + 1)) {
      case "js" -> "text/javascript;charset=utf-8";
      case "css" -> "text/css;charset=utf-8";
      case "html" -> "text/html;charset=utf-8";
      case "svg" -> "image/svg+xml";
      case "json" -> "application/json";
      default -> path.endsWith("/LICENSE") ? "text/plain;charset=utf-8" : "unknown: " + path;
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/app.js", "/docs/swagger-ui.css", "/docs/swagger-ui-bundle.js"})
  void who_has_it_is_not_sent_it_again_and_who_takes_gzip_is_sent_that(String path) {
    var plain = http.get(path);
    var gzip = http.with("Accept-Encoding", "br, gzip").get(path);

    assertThat(gzip.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(gzip.text()).isEqualTo(plain.text());
    assertThat(gzip.headers().firstValueAsLong("Content-Length").orElseThrow())
        .isLessThan(plain.text().length() / 2);
    assertThat(gzip.headers().allValues("Vary"))
        .anyMatch(value -> value.contains("Accept-Encoding"));
    for (var answer : List.of(plain, gzip)) {
      var again = http.with("If-None-Match", header(answer, "ETag")).get(path);
      assertThat(again.status()).isEqualTo(304);
      assertThat(again.text()).isEmpty();
      assertThat(header(again, "ETag")).isEqualTo(header(answer, "ETag"));
    }
  }

  @Test
  void the_page_of_the_api_has_a_policy_of_its_own_and_a_way_back() {
    var page = http.get("/docs/");

    assertThat(header(page, "Content-Security-Policy"))
        .contains(
            "default-src 'self'", "style-src 'self' 'unsafe-inline'", "frame-ancestors 'none'")
        .doesNotContain("script-src 'unsafe");
    assertThat(page.text()).contains("href=\"../\"");
    assertThat(http.get("/docs").headers().firstValue("Location")).hasValue("docs/");
  }

  @Test
  void every_address_that_the_page_names_is_there() {
    var page = BASE.matcher(http.get("/").text()).replaceAll("");

    var named = Pattern.compile("(?:href|src)=\"([^\"#]+)\"").matcher(page).results().toList();
    assertThat(named).hasSizeGreaterThan(3);
    for (var one : named) {
      assertThat(http.get("/" + one.group(1)).status()).as(one.group(1)).isEqualTo(200);
    }
    assertThat(http.get("/favicon.ico").status()).isEqualTo(200);
  }

  /** Written as they are sent: no client of ours would. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/WEB-INF/beans.xml",
        "/WEB-INF/classes/META-INF/persistence.xml",
        "/WEB-INF/",
        "/WEB-INF",
        "/web-inf/beans.xml",
        "/META-INF/MANIFEST.MF",
        "//WEB-INF/beans.xml",
        "/./WEB-INF/beans.xml",
        "/WEB-INF/./beans.xml",
        "/WEB-INF;x/beans.xml",
        "/%57EB-INF/beans.xml",
        "/WEB-INF%2Fbeans.xml",
        "/docs/../WEB-INF/beans.xml",
        "/docs/%2e%2e/WEB-INF/beans.xml",
        "/docs/..;/WEB-INF/beans.xml",
        "/assets/x/../../WEB-INF/beans.xml",
        "/..%2f..%2fetc/passwd",
        "/../../../../etc/passwd",
        "/..",
        "/flow-runs/../nothing",
        "/%00",
        "/app.js%00.html",
        "/%c0%ae%c0%ae/",
        "/a%2Fb",
        "//nothing",
        "//evil.example/%2e%2e",
        "/\\..\\..\\etc",
        "/nothing?%zz=%",
        "/nothing;jsessionid=1"
      })
  void what_is_not_for_clients_and_what_no_client_means_is_refused(String path) {
    assertIsRefused(path, BareRequest.answer(port, path, "GET"));
  }

  /** Payara says 200, and nothing, before it looks for an application. */
  @ParameterizedTest
  @ValueSource(strings = {"/%zz", "/%", "/docs/%zz", "/api/%zz"})
  void an_address_that_cannot_be_decoded_is_answered_with_nothing_of_ours(String path) {
    var answer = BareRequest.answer(port, path, "GET");

    if (Deployed.onWildFly()) {
      assertIsRefused(path, answer);
    } else {
      assertThat(answer).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {5_000, 20_000, 60_000, 500_000})
  void an_address_that_is_too_long_is_refused_at_once(int length) {
    for (var path : List.of("/" + "x".repeat(length), "/" + "a/".repeat(length / 2))) {
      var begin = System.nanoTime();

      var answer = BareRequest.answer(port, path, "GET");

      // a server that has read enough may close while the rest is on its way
      if (!answer.equals(BareRequest.REFUSED) && !answer.equals(BareRequest.CUT)) {
        assertIsRefused(length + " characters", answer);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
      assertThat(http.get("/").status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "NO"})
  void pages_are_only_read(String method) {
    for (var path : List.of("/", "/flow-runs", "/app.js", "/nothing", "/docs/", "/docs")) {
      assertIsRefused(method + " " + path, BareRequest.answer(port, path, method));
    }
    assertThat(http.get("/").status()).isEqualTo(200);
  }

  private static void assertIsRefused(String request, String answer) {
    assertThat(answer).as(request).startsWith("HTTP/1.1 4").doesNotContainPattern(TRACE);
    assertThat(answer).as(request).doesNotContain("<beans", "<persistence", "Manifest-Version");
  }

  /** Redirects of the API (a slash too many or too few) and its own 404 are no pages. */
  @Test
  void the_api_answers_for_itself() {
    assertThat(http.get("/api/nothing").text()).startsWith("{");
    assertThat(http.get("/api/nothing").status()).isEqualTo(404);
    assertThat(http.get("/api/flows/" + UUID.randomUUID()).json().path("detail").asText())
        .isEqualTo("Flow not found");
    assertThat(http.get("/api/health").text()).isEqualTo("true");
    assertThat(http.get("/openapi").status()).isEqualTo(200);
    assertThat(http.get("/ui-settings").json().path("api_url").asText()).isEqualTo("api");
  }
}
