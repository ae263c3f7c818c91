package dev.rigel.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page of another site gets to do with a server on the machine of whoever looks at it. */
@OnServer
class CrossOriginIT {
  private static final String ALLOWED = "https://console.example"; // pom.xml

  private final Rigel rigel;
  private final Http api;

  CrossOriginIT(Rigel rigel) {
    this.rigel = rigel;
    api = rigel.http();
  }

  @ParameterizedTest
  @CsvSource({
    "Origin,https://evil.example,application/json",
    "Origin,https://evil.example,text/plain",
    "Origin,https://evil.example,application/x-www-form-urlencoded",
    "Origin,https://evil.example,multipart/form-data",
    "Origin,http://127.0.0.1:1,text/plain",
    "Origin,null,text/plain",
    "Sec-Fetch-Site,cross-site,text/plain",
    "Sec-Fetch-Site,same-site,text/plain"
  })
  void a_page_from_elsewhere_changes_nothing(String header, String value, String type) {
    var name = Site.unique("flow").replace(' ', '-');

    var answer = api.typed(type).with(header, value).post("/flows/", "{\"name\":\"" + name + "\"}");

    assertThat(answer.status()).as(answer.text()).isEqualTo(403);
    assertThat(answer.json().path("detail").asText()).contains("RIGEL_ALLOWED_ORIGINS");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    assertThat(api.get("/flows/name/" + name).status()).isEqualTo(404);
  }

  @Test
  void a_page_from_elsewhere_is_not_even_allowed_to_ask() {
    var evil = api.with("Origin", "https://evil.example");

    var preflight =
        evil.with("Access-Control-Request-Method", "POST").send("OPTIONS", "/flows/", null);

    assertThat(preflight.status()).isEqualTo(403);
    assertThat(preflight.headers().map()).doesNotContainKey("access-control-allow-origin");
    assertThat(evil.get("/health").status()).isEqualTo(403);
  }

  @Test
  void a_link_on_another_site_leads_to_the_page() {
    var link = new Http(rigel.address()).with("Sec-Fetch-Site", "cross-site");

    assertThat(link.get("/").status()).isEqualTo(200);
  }

  @Test
  void its_own_page_and_a_listed_one_may_call() {
    var own = api.with("Origin", rigel.address().toString());
    var listed = api.with("Origin", ALLOWED);
    var body = "{\"name\":\"" + Site.unique("flow").replace(' ', '-') + "\"}";

    assertThat(own.with("Sec-Fetch-Site", "same-origin").post("/flows/", body).status())
        .isEqualTo(201);
    var answer = listed.with("Sec-Fetch-Site", "cross-site").post("/flows/", body);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).containsExactly(ALLOWED);
    assertThat(answer.headers().allValues("Vary")).contains("Origin");
    var preflight =
        listed
            .with("Access-Control-Request-Method", "PATCH")
            .with("Access-Control-Request-Headers", "content-type")
            .send("OPTIONS", "/flows/", null);
    assertThat(preflight.status()).isEqualTo(200);
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin")).hasValue(ALLOWED);
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Methods"))
        .hasValueSatisfying(methods -> assertThat(methods).contains("PATCH"));
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers"))
        .hasValue("content-type");
  }

  /** DNS rebinding: the stranger's name resolves to this machine, so the origin seems our own. */
  @Test
  void a_strangers_name_for_this_machine_is_refused_for_everything() {
    var port = rigel.address().getPort();
    var rebound = api.with("Host", "evil.example:" + port);
    var name = Site.unique("flow").replace(' ', '-');

    var answer =
        rebound
            .with("Origin", "http://evil.example:" + port)
            .post("/flows/", "{\"name\":\"" + name + "\"}");

    assertThat(answer.status()).as(answer.text()).isEqualTo(403);
    assertThat(api.get("/flows/name/" + name).status()).isEqualTo(404);
    assertThat(rebound.get("/health").status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1", "box", "rigel.default.svc", "console.example"})
  void names_that_no_stranger_can_have_and_listed_ones_are_answered(String host) {
    assertThat(api.with("Host", host).get("/health").status()).isEqualTo(200);
  }
}
