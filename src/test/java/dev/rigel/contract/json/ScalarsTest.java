package dev.rigel.contract.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarsTest {

  @ParameterizedTest
  @CsvSource({
    "2022-11-23T14:56:04.231872+00:00,2022-11-23T14:56:04.231872+00:00",
    "2022-11-26T15:02:37Z,2022-11-26T15:02:37+00:00",
    "2022-11-26,2022-11-26T00:00:00+00:00",
    "20221126,2022-11-26T00:00:00+00:00",
    "2022-W47-6,2022-11-26T00:00:00+00:00",
    "2022-11-26 15:02,2022-11-26T15:02:00+00:00",
    "2022-11-26T15,2022-11-26T15:00:00+00:00",
    "20221126T150237,2022-11-26T15:02:37+00:00",
    "2022-11-26T15:02:37.1+05:30,2022-11-26T15:02:37.100000+05:30",
    "2022-11-26T15:02:37.123456789-0500,2022-11-26T15:02:37.123456-05:00",
  })
  void times_are_read_leniently_and_written_in_one_form(String given, String written) {
    assertThat(Scalars.text(Scalars.time(given))).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "1669474957",
        "2022-13-01",
        "2022-11-26T25:00",
        "2022-11-26T",
        "99999-01-01",
        "2022-11-26T15:02:37 Mars"
      })
  void what_is_no_time_is_refused(String given) {
    assertThatThrownBy(() -> Scalars.time(given)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "60,60000",
    "1.5,1500",
    "-0.25,-250",
    "01:30:00,5400000",
    "2 00:00:01,172801000",
    "PT1H,3600000",
    "P1DT1S,86401000",
    "1e2,100000",
    "'100 days, 0:00:00',8640000000",
    ".5,500",
    "+5.,5000"
  })
  void durations_have_three_forms(String given, long millis) {
    assertThat(Scalars.duration(given)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "1e400", "NaN", "P", "1:2:3:4", "5d", "5f", "0x1p3"})
  void what_is_no_duration_is_refused(String given) {
    assertThatThrownBy(() -> Scalars.duration(given)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ids_may_come_without_dashes() {
    assertThat(Scalars.uuid("0123456789ABCDEF0123456789abcdef"))
        .hasToString("01234567-89ab-cdef-0123-456789abcdef");
    assertThat(Scalars.findUuid(" {01234567-89ab-cdef-0123-456789abcdef} ")).isPresent();
    assertThat(Scalars.findUuid("urn:uuid:01234567-89ab-cdef-0123-456789abcdef")).isPresent();
    assertThat(Scalars.findUuid("blue")).isEmpty();
    assertThatThrownBy(() -> Scalars.uuid("0123")).isInstanceOf(IllegalArgumentException.class);
  }
}
