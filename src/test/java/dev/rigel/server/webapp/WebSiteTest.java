package dev.rigel.server.webapp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebSiteTest {
  private static final String IMPORTS = "<script type=\"importmap\">(.*?)</script>";

  private static final Pattern PLACE = Pattern.compile(":(\\w+)");

  private final Map<String, byte[]> files = new TreeMap<>();

  WebSiteTest() {
    has(
        "index.html",
        "<base href=\"@base@\"><script type=\"importmap\">@imports@</script>"
            + "<script type=\"module\" src=\"@assets@app.js\"></script>@routes@");
    has("routes.json", "[{\"path\":\"flow-runs/flow-run/:id\",\"page\":\"x.js\"}]");
    has("app.js", "go()");
    has("icon.svg", "<svg/>");
    has("docs/index.html", "the API");
    has("lib/lit/3.3.2/index.js", "");
    has("lib/lit-html/3.3.2/lit-html.js", "");
    has("lib/lit-element/4.2.2/lit-element.js", "");
    has("lib/lit__reactive-element/2.1.2/reactive-element.js", "");
  }

  private void has(String path, String text) {
    files.put(path, text.getBytes(UTF_8));
  }

  private WebAnswer get(String address) {
    return new WebSite(files).answer(address, false, null);
  }

  private String text(String address) {
    return new String(get(address).body(), UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 200",
    "index.html, 200",
    "flow-runs/flow-run/1, 200",
    "flow-runs/flow-run/a%2Fb, 404",
    "flow-runs/flow-run/1/, 200",
    "flow-runs/flow-run, 404",
    "flow-runs, 404",
    "nothing, 404",
    "%zz, 404",
    "app.js, 200",
    "favicon.ico, 200",
    "docs/, 200",
    "docs, 307"
  })
  void an_address_has_a_page_a_file_or_neither(String address, int status) {
    assertThat(get(address).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"'', ./", "flow-runs/flow-run/1, ./../../", "nothing/at/all, ./../../"})
  void the_base_of_a_page_is_where_the_application_begins(String address, String base) {
    assertThat(text(address)).contains("<base href=\"" + base + "\">");
  }

  @Test
  void the_policy_allows_the_one_inline_script() throws Exception {
    var answer = get("");
    var imports = Pattern.compile(IMPORTS).matcher(new String(answer.body(), UTF_8));
    assertThat(imports.find()).isTrue();
    var hash = MessageDigest.getInstance("SHA-256").digest(imports.group(1).getBytes(UTF_8));

    assertThat(answer.headers().get("Content-Security-Policy"))
        .contains("default-src 'none'")
        .contains("'sha256-" + Base64.getEncoder().encodeToString(hash) + "'")
        .doesNotContain("unsafe");
    assertThat(imports.group(1)).contains("lib/lit-html/3.3.2/lit-html.js");
  }

  @Test
  void files_of_a_build_never_change_and_those_of_another_are_not_there() {
    var page = text("");
    var address = page.replaceAll("(?s).*src=\"(assets/[^\"]*)\".*", "$1");

    var answer = get(address);
    assertThat(answer.headers().get("Cache-Control")).contains("immutable");
    assertThat(new String(answer.body(), UTF_8)).isEqualTo("go()");

    has("app.js", "go(elsewhere)");
    assertThat(get(address).status()).isEqualTo(404);
  }

  @Test
  void who_has_it_already_is_not_sent_it_again() {
    var tag = get("app.js").headers().get("ETag");

    var answer = new WebSite(files).answer("app.js", false, tag);

    assertThat(answer.status()).isEqualTo(304);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void what_is_long_goes_out_compressed_to_who_takes_it() throws IOException {
    has("long.js", "x".repeat(2_000));

    var answer = new WebSite(files).answer("long.js", true, null);

    assertThat(answer.headers()).containsEntry("Content-Encoding", "gzip");
    assertThat(answer.headers()).containsEntry("Vary", "Accept-Encoding");
    try (var plain = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      assertThat(plain.readAllBytes()).hasSize(2_000);
    }
    assertThat(get("long.js").headers()).doesNotContainKey("Content-Encoding");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nothing", "app.js", "docs/"})
  void each_answer_says_what_may_be_done_with_it(String address) {
    assertThat(get(address).headers())
        .containsEntry("X-Content-Type-Options", "nosniff")
        .containsEntry("Referrer-Policy", "same-origin")
        .hasEntrySatisfying(
            "Content-Security-Policy",
            policy -> assertThat(policy).contains("frame-ancestors 'none'"));
  }

  @Test
  void each_address_that_has_a_page_stands_in_the_documentation() throws IOException {
    var routes = Json.mapper().readTree(Path.of("src/main/webapp/routes.json").toFile());
    var documented = Files.readString(Path.of("docs/ui.md"));

    assertThat(routes.findValuesAsText("path"))
        .map(path -> "`/" + PLACE.matcher(path).replaceAll(WebSiteTest::inCapitals) + "`")
        .allSatisfy(address -> assertThat(documented).contains(address));
  }

  private static String inCapitals(MatchResult place) {
    return place.group(1).toUpperCase(Locale.ROOT);
  }
}
