package dev.rigel.server.settings;

import static dev.rigel.contract.setting.Settings.API_URL;
import static dev.rigel.contract.setting.Settings.DATABASE_PASSWORD;
import static dev.rigel.contract.setting.Settings.DATABASE_URL;
import static dev.rigel.contract.setting.Settings.ENCRYPTION_KEY;
import static dev.rigel.contract.setting.Settings.LATE_RUNS_LOOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rigel.contract.setting.Setting;
import dev.rigel.server.harness.TestSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerSettingsTest {
  private static final Map<Setting<?>, String> SECRETS =
      Map.of(
          DATABASE_URL, "jdbc:postgresql://db/rigel?password=hunter2",
          DATABASE_PASSWORD, "hunter2",
          ENCRYPTION_KEY, "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=");

  @Test
  void a_setting_is_what_is_given_or_its_default() {
    assertThat(TestSettings.of(LATE_RUNS_LOOP, "0:01:00").get(LATE_RUNS_LOOP))
        .isEqualTo(Duration.ofMinutes(1));
    assertThat(TestSettings.of(Map.of()).get(LATE_RUNS_LOOP)).isEqualTo(Duration.ofSeconds(5));
    assertThat(TestSettings.of(Map.of()).find(ENCRYPTION_KEY)).isEmpty();
  }

  @Test
  void one_that_cannot_be_read_is_refused_before_anybody_asks() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TestSettings.of(LATE_RUNS_LOOP, "-1"))
        .withMessageStartingWith(LATE_RUNS_LOOP + " must be seconds, 0 or more");
  }

  @Test
  void one_of_the_clients_is_none_of_the_server() {
    assertThatIllegalArgumentException().isThrownBy(() -> TestSettings.of(Map.of()).get(API_URL));
  }

  @Test
  void those_that_the_server_reads_are_shown_as_json_has_them() {
    assertThat(TestSettings.of(Map.of()).shown())
        .containsEntry("PREFECT_ORION_BLOCKS_REGISTER_ON_START", true)
        .containsEntry("PREFECT_ORION_API_DEFAULT_LIMIT", 200)
        .containsEntry("PREFECT_ORION_SERVICES_SCHEDULER_MAX_SCHEDULED_TIME", 8_640_000.0)
        .containsEntry("RIGEL_ALLOWED_ORIGINS", "")
        .containsEntry("RIGEL_DATABASE_USER", "rigel")
        .containsEntry("ORION_ENCRYPTION_KEY", null)
        .doesNotContainKey(API_URL.name());
  }

  @Test
  void a_secret_is_never_shown() {
    var settings = TestSettings.of(SECRETS);

    SECRETS.keySet().stream()
        .map(Setting::name)
        .forEach(name -> assertThat(settings.shown()).containsEntry(name, Setting.HIDDEN));
    assertThat(settings.toString() + settings.shown())
        .doesNotContain("hunter2")
        .doesNotContain(SECRETS.get(ENCRYPTION_KEY));
  }
}
