package dev.rigel.server.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlantedDateTest {
  private static final UUID DEPLOYMENT = UUID.fromString("b5c2b1c4-60a6-4d2e-a6cb-0c6bf1a3c1f0");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2022-11-23T14:00:00Z",
        "2022-11-23T14:00:00.1Z",
        "2022-11-23T14:00:00.123456Z",
        "2022-11-23T09:00:00-05:00",
        "2022-11-23T19:45:00+05:45"
      })
  void a_key_holds_its_date(OffsetDateTime date) {
    assertThat(PlantedDate.of(PlantedDate.key(DEPLOYMENT, date))).contains(date);
  }

  @Test
  void the_reference_s_form_is_read() {
    assertThat(PlantedDate.of("scheduled " + DEPLOYMENT + " 2022-11-23T09:00:00-05:00"))
        .contains(OffsetDateTime.parse("2022-11-23T09:00:00-05:00"));
    assertThat(PlantedDate.of("scheduled " + DEPLOYMENT + " 2022-11-23 09:00:00-05:00"))
        .contains(OffsetDateTime.parse("2022-11-23T09:00:00-05:00"));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", "scheduled", "scheduled x soon", "my key of 2022", "scheduled 2022-11-23"})
  void other_keys_hold_none(String key) {
    assertThat(PlantedDate.of(key)).isEmpty();
  }
}
