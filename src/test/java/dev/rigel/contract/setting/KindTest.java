package dev.rigel.contract.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KindTest {

  /** What servers, clients and {@code config set} once read, each in a grammar of its own. */
  @ParameterizedTest
  @CsvSource({
    "90,90000",
    "0.25,250",
    "+1.5,1500",
    "1e2,100000",
    "01:02:03,3723000",
    "100:00:00.5,360000500",
    "1 00:00:01,86401000",
    "'100 days, 0:00:00',8640000000",
    "PT1M,60000",
    "pt0.5s,500",
    "P1D,86400000",
    "0,0"
  })
  void durations_have_one_grammar(String text, long millis) {
    assertThat(Kind.DURATION.read(text)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "5d", "5 s", "1:2:3:4", "NaN", "P"})
  void what_is_no_duration_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Kind.DURATION.read(text))
        .withMessage("value is not a valid duration");
  }

  @Test
  void no_number_is_below_zero() {
    for (var kind : List.of(Kind.DURATION, Kind.COUNT, Kind.DECIMAL)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> kind.read("-1"))
          .withMessage("ensure this value is greater than or equal to 0");
      assertThat(kind.read("0")).isNotNull();
      assertThat(kind.read("+1")).isNotNull();
    }
    assertThatIllegalArgumentException().isThrownBy(() -> Kind.DURATION.read("-0:00:01"));
    assertThatIllegalArgumentException().isThrownBy(() -> Kind.DURATION.read("-PT0.5S"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1.5", "ten", "0x10", "99999999999"})
  void what_is_no_whole_number_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Kind.COUNT.read(text))
        .withMessage("value is not a valid integer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65536", "-1", "http"})
  void what_is_no_port_is_refused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Kind.PORT.read(text));
  }

  @Test
  void flags_are_said_in_many_ways() {
    assertThat(List.of("1", "true", "T", "YES", "y", "On")).allMatch(Kind.FLAG::read);
    assertThat(List.of("0", "false", "F", "NO", "n", "Off")).noneMatch(Kind.FLAG::read);
    assertThatIllegalArgumentException().isThrownBy(() -> Kind.FLAG.read("perhaps"));
  }

  @Test
  void an_address_is_one_of_http_without_a_last_slash() {
    assertThat(Kind.ADDRESS.read("https://rigel.example:8443/team/api/"))
        .hasToString("https://rigel.example:8443/team/api");
    for (var text : List.of("localhost:4200", "ftp://a/b", "http://", "http://a b", "api")) {
      assertThatIllegalArgumentException().isThrownBy(() -> Kind.ADDRESS.read(text));
    }
  }

  @Test
  void a_path_may_begin_at_the_users_home() {
    var home = Path.of(System.getProperty("user.home"));

    assertThat(Kind.PATH.read("~/.rigel")).isEqualTo(home.resolve(".rigel"));
    assertThat(Kind.PATH.read("~")).isEqualTo(home);
    assertThat(Kind.PATH.read("/a/~/b")).isEqualTo(Path.of("/a/~/b"));
    assertThat(Kind.PATH.read("~b")).isEqualTo(Path.of("~b"));
  }

  @Test
  void words_stand_between_spaces() {
    assertThat(Kind.WORDS.read("-Xmx1g   -Da=b")).containsExactly("-Xmx1g", "-Da=b");
    assertThat(Kind.WORDS.read("")).isEmpty();
  }

  @Test
  void origins_are_kept_as_browsers_write_them() {
    assertThat(Kind.ORIGINS.shown(Kind.ORIGINS.read(" https://A.example:443/ ,http://b.example,")))
        .isEqualTo("http://b.example,https://a.example");
    assertThat(Kind.ORIGINS.read("*,https://a.example")).containsExactly("*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"rigel.example", "https://", "ftp://a", "https://a/b", "https://u@a", "null"})
  void what_is_no_origin_is_refused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Kind.ORIGINS.read(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "geheim", "c2hvcnQ=", "/not/url/safe/not/url/safe/not/url/safe/not+A="})
  void a_text_that_is_no_key_is_refused_without_being_shown(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Kind.KEY.read(text))
        .withMessage("value is not a valid key")
        .withNoCause();
  }
}
