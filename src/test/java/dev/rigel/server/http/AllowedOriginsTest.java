package dev.rigel.server.http;

import static dev.rigel.contract.setting.Settings.ALLOWED_ORIGINS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowedOriginsTest {

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:4200,127.0.0.1:4200,true",
    "http://LOCALHOST:4200,localhost:4200,true",
    "https://rigel.example,rigel.example,true",
    "https://rigel.example,rigel.example:443,true",
    "http://rigel.example,rigel.example:80,true",
    "http://rigel.example:80,rigel.example,true",
    "https://rigel.example:443,rigel.example,true",
    "http://[::1]:4200,[::1]:4200,true",
    "http://127.0.0.1:3000,127.0.0.1:4200,false",
    "http://localhost:4200,127.0.0.1:4200,false",
    "http://evil.example,127.0.0.1:4200,false",
    "http://rigel.example.evil.example,rigel.example,false",
    "https://rigel.example,rigel.example:80,false",
    "null,127.0.0.1:4200,false",
    "null,null,false",
    "app://rigel.example,rigel.example,false",
    "'',127.0.0.1:4200,false",
    "http://x,,false",
    "http://null,,false"
  })
  void a_page_is_ours_if_its_origin_is_what_was_asked(String origin, String host, boolean own) {
    assertThat(AllowedOrigins.isOwn(origin, host)).isEqualTo(own);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:4200,true",
    "[::1]:4200,true",
    "192.168.1.7:4200,true",
    "localhost:4200,true",
    "LocalHost,true",
    "rigel,true",
    "rigel.localhost:4200,true",
    "box.local:4200,true",
    "rigel.default.svc:4200,true",
    "rigel.example,true",
    "Rigel.example:8443,true",
    "evil.example,false",
    "evil.example:4200,false",
    "127.0.0.1.evil.example,false",
    "rigel.example.evil.example,false",
    ",true"
  })
  void a_name_that_a_stranger_may_own_is_not_known(String host, boolean known) {
    assertThat(allowed("https://rigel.example").knows(host)).isEqualTo(known);
  }

  @Test
  void a_list_is_read_without_regard_to_spaces_case_and_a_last_slash() {
    var allowed = allowed(" https://A.example/ ,http://b.example:8080,");

    assertThat(allowed.lists("https://a.example")).isTrue();
    assertThat(allowed.lists("http://b.example:8080")).isTrue();
    assertThat(allowed.lists("http://a.example")).isFalse();
    assertThat(allowed.lists("null")).isFalse();
  }

  /** Browsers leave it out; people and other programs may not. */
  @ParameterizedTest
  @CsvSource({
    "https://a.example:443,https://a.example,true",
    "https://a.example,https://a.example:443,true",
    "http://a.example:80,http://a.example,true",
    "http://[::1]:80,http://[::1],true",
    "https://a.example:80,https://a.example,false",
    "http://a.example:443,http://a.example,false",
    "http://a.example:8080,http://a.example,false",
    "https://a.example:443,http://a.example,false"
  })
  void the_default_port_is_as_good_as_none(String listed, String origin, boolean same) {
    assertThat(allowed(listed).lists(origin)).isEqualTo(same);
  }

  @Test
  void nobody_is_listed_by_default_and_everybody_by_a_star() {
    assertThat(allowed("").lists("https://a.example")).isFalse();
    assertThat(allowed("*").lists("https://a.example")).isTrue();
    assertThat(allowed("*").knows("evil.example")).isTrue();
  }

  private static AllowedOrigins allowed(String text) {
    return new AllowedOrigins(ALLOWED_ORIGINS.read(text));
  }
}
