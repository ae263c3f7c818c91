package dev.rigel.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What holds for every request (contract/rest-api.md, 1). */
@OnServer
class ConventionsIT {
  private final Http api;

  ConventionsIT(Rigel rigel) {
    api = rigel.http();
  }

  @Test
  void a_healthy_server_says_true() {
    var answer = api.get("/health");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo("true");
  }
}
