package dev.rigel.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.webapp.Browser;
import dev.rigel.webapp.InBrowser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server behind a proxy that shows it under another name and below a prefix. */
@InBrowser
@OnServer
class ProxyIT {
  private final Browser browser;
  private final Rigel rigel;
  private final PrefixProxy proxy;

  ProxyIT(Browser browser, Rigel rigel) {
    this.browser = browser;
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
    "GET,docs,docs/",
    "GET,flow-runs/flow-run/6f2e5a3c-0d2b-4c38-9a35-3f8f7d0c1a11,?flow-run=6f2e5a3c-0d2b-4c38-9a35-3f8f7d0c1a11"
  })
  void a_redirect_stays_on_the_name_and_below_the_prefix(String method, String asked, String to) {
    var answer = new Http(proxy.address()).send(method, asked, method.equals("POST") ? "{}" : null);

    assertThat(answer.status()).isEqualTo(307);
    var location = answer.headers().firstValue("Location").orElseThrow();
    assertThat(location).doesNotStartWith("http").doesNotStartWith("/");
    assertThat(proxy.address().resolve(asked).resolve(location))
        .isEqualTo(proxy.address().resolve(to));
  }

  @Test
  void a_page_is_told_a_relative_address_of_the_api() {
    var answer = new Http(proxy.address()).get("ui-settings").json();

    var api = proxy.address().resolve(answer.path("api_url").asText());
    assertThat(new Http(api).get("/health").text()).isEqualTo("true");
  }

  @Test
  void the_page_works() {
    var name = "0000 " + Site.unique("queue");
    rigel.http().post("/work_queues/", "{\"name\":\"" + name + "\"}");

    try (var page = browser.open(proxy.address())) {
      page.eventually(
          () -> assertThat(page.text("table", "Work queues")).contains(name.substring(5)));
      assertThat(page.texts("alert", null)).isEmpty();
    }
    try (var page = browser.open(proxy.address().resolve("docs/"))) {
      page.eventually(
          () ->
              assertThat(page.texts("main", null))
                  .anySatisfy(text -> assertThat(text).contains("/api/work_queues/{id}/get_runs")));
    }
  }
}
