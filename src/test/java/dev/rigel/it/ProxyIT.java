package dev.rigel.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import dev.rigel.webapp.InBrowser;
import dev.rigel.webapp.Visitor;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server behind a proxy that shows it under another name and below a prefix. */
@InBrowser
@OnServer
class ProxyIT {
  private final Visitor visitor;
  private final Rigel rigel;
  private final PrefixProxy proxy;

  ProxyIT(Visitor visitor, Rigel rigel) {
    this.visitor = visitor;
    this.rigel = rigel;
    proxy = new PrefixProxy(rigel.address());
  }

  @AfterEach
  void stop() {
    proxy.close();
  }

  @ParameterizedTest
  @CsvSource({
    "POST,api/flows,api/flows/",
    "POST,api/flows/filter/,api/flows/filter",
    "GET,api/flow_run_states?flow_run_id=1&x=a%20b,api/flow_run_states/?flow_run_id=1&x=a%20b",
    "GET,api/work_queues/name/a%2Fb%3Bc/,api/work_queues/name/a%2Fb%3Bc",
    "GET,docs,docs/"
  })
  void a_redirect_stays_on_the_name_and_below_the_prefix(String method, String asked, String to) {
    var answer = new Http(proxy.address()).send(method, asked, method.equals("POST") ? "{}" : null);

    assertThat(answer.status()).isEqualTo(307);
    var location = answer.headers().firstValue("Location").orElseThrow();
    assertThat(location).doesNotStartWith("http").doesNotStartWith("/");
    assertThat(proxy.address().resolve(asked).resolve(location))
        .isEqualTo(proxy.address().resolve(to));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "settings", "flow-runs/flow-run/6f2e5a3c", "nothing/at/all"})
  void a_page_finds_its_files_and_the_api_below_the_prefix(String path) {
    var page = new Http(proxy.address()).get(path).text();

    var base = Pattern.compile("<base href=\"([^\"]*)\"").matcher(page);
    assertThat(base.find()).isTrue();
    assertThat(proxy.address().resolve(path).resolve(base.group(1))).isEqualTo(proxy.address());
    assertThat(page).doesNotContain("=\"/").doesNotContain(rigel.address().toString());
  }

  @Test
  void a_page_is_told_a_relative_address_of_the_api() {
    var answer = new Http(proxy.address()).get("ui-settings").json();

    var api = proxy.address().resolve(answer.path("api_url").asText());
    assertThat(new Http(api).get("/health").text()).isEqualTo("true");
  }

  @Test
  void the_pages_work() {
    var name = "0000 " + Site.unique("queue");
    rigel.http().post("/work_queues/", "{\"name\":\"" + name + "\"}");

    var queues = visitor.open(proxy.address().resolve("work-queues"));
    assertThat(queues.getByRole(AriaRole.TABLE)).containsText(name);
    var api = visitor.open(proxy.address().resolve("docs/"));
    assertThat(api.locator("#api")).containsText(WebPageIT.AN_OPERATION);
  }
}
