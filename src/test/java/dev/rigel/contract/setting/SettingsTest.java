package dev.rigel.contract.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {
  private static final String SECRET = "hunter2";

  static Iterable<Setting<?>> all() {
    return Settings.all();
  }

  @Test
  void a_name_stands_once() {
    assertThat(Settings.all()).extracting(Setting::name).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("all")
  void every_default_can_be_read(Setting<?> setting) {
    assertThatCode(() -> setting.find(name -> Optional.empty())).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("all")
  void what_it_does_is_said_in_one_cell_of_a_table(Setting<?> setting) {
    assertThat(setting.meaning()).isNotBlank().doesNotContain("\n", "|");
  }

  static Stream<Setting<?>> secretsOfAForm() {
    return Settings.all().stream().filter(s -> s.isSecret() && s.kind() != Kind.TEXT);
  }

  /** Neither the error nor what it comes from has it. */
  @ParameterizedTest
  @MethodSource("secretsOfAForm")
  void no_error_repeats_a_secret(Setting<?> setting) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> setting.read("x://user:" + SECRET + "@host"))
        .withMessageContaining(setting.name())
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(SECRET))
        .satisfies(e -> assertThat(e.getCause().getMessage()).doesNotContain(SECRET));
  }

  @Test
  void a_text_that_does_not_fit_is_told_with_name_and_demand() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.SCHEDULER_LOOP.read(" soon "))
        .withMessage(
            "PREFECT_ORION_SERVICES_SCHEDULER_LOOP_SECONDS must be seconds, 0 or more, but is"
                + " 'soon'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.DATABASE_URL.read("jdbc:mysql://rigel:hunter2@db/rigel"))
        .withMessage(
            "RIGEL_DATABASE_URL must begin with jdbc:postgresql: or jdbc:h2:, but is jdbc:mysql:…");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.ENCRYPTION_KEY.read(SECRET))
        .withMessage(
            "ORION_ENCRYPTION_KEY must be 32 bytes in URL-safe base64, as Fernet keys are");
  }

  @Test
  void a_blank_text_counts_as_none() {
    assertThat(Settings.LATE_RUNS_LOOP.get(name -> Optional.of(" ")))
        .isEqualTo(Duration.ofSeconds(5));
    assertThat(Settings.ENCRYPTION_KEY.find(name -> Optional.of(""))).isEmpty();
  }

  @Test
  void spaces_around_a_text_do_not_count() {
    assertThat(Settings.DEFAULT_LIMIT.get(name -> Optional.of(" 7\n"))).isEqualTo(7);
  }
}
