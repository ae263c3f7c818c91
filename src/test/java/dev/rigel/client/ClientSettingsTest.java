package dev.rigel.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientSettingsTest {
  @TempDir Path home;

  @Test
  void defaults_hold_where_nothing_is_given() {
    var settings = load(Map.of());

    assertThat(settings.apiUrl()).hasToString("http://127.0.0.1:4200/api");
    assertThat(settings.apiKey()).isEmpty();
    assertThat(settings.requestTimeout()).hasSeconds(30);
    assertThat(settings.agentQueryInterval()).hasSeconds(5);
    assertThat(settings.agentPrefetch()).hasSeconds(10);
    assertThat(settings.loggingLevel()).isEqualTo("INFO");
    assertThat(settings.profile()).isEqualTo("default");
    assertThat(settings.given()).containsOnlyKeys(ClientSettings.HOME);
  }

  @Test
  void durations_are_seconds_or_a_clock_or_iso() {
    assertThat(timeout("0.25")).isEqualTo(Duration.ofMillis(250));
    assertThat(timeout("90")).isEqualTo(Duration.ofSeconds(90));
    assertThat(timeout("01:02:03")).isEqualTo(Duration.ofSeconds(3723));
    assertThat(timeout("PT1M")).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void a_value_that_does_not_fit_names_its_setting() {
    assertThatThrownBy(() -> timeout("soon"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("PREFECT_API_REQUEST_TIMEOUT: 'soon' is no number of seconds");
    assertThatThrownBy(() -> load(Map.of(ClientSettings.API_URL, "localhost:4200")).apiUrl())
        .hasMessage("PREFECT_API_URL: 'localhost:4200' is no http or https address");
  }

  @Test
  void an_empty_value_counts_as_none() {
    assertThat(load(Map.of(ClientSettings.API_KEY, "")).apiKey()).isEmpty();
  }

  @Test
  void a_dollar_in_a_key_is_just_a_dollar() {
    assertThat(load(Map.of(ClientSettings.API_KEY, "a${HOME}$b")).apiKey()).contains("a${HOME}$b");
  }

  @Test
  void the_environment_wins_over_the_active_profile() throws IOException {
    profiles();

    var settings = load(Map.of(ClientSettings.API_KEY, "mine"));

    assertThat(settings.profile()).isEqualTo("prod");
    assertThat(settings.apiUrl()).hasToString("http://prod:4200/api");
    assertThat(settings.apiKey()).contains("mine");
    assertThat(settings.agentPrefetch()).hasSeconds(20);
  }

  @Test
  void a_profile_named_on_the_command_line_wins_over_the_environment() throws IOException {
    profiles();
    var environment = environment(Map.of(ClientSettings.API_URL, "http://env:1/api"));

    assertThat(ClientSettings.load(environment, "test").apiUrl())
        .hasToString("http://test:4200/api");
  }

  @Test
  void an_unknown_profile_is_told_and_the_default_used() throws IOException {
    profiles();

    var settings = load(Map.of(ClientSettings.PROFILE, "nope"));

    assertThat(settings.warning().orElseThrow()).contains("'nope' not found");
    assertThat(settings.apiKey()).contains("of-default");
  }

  @Test
  void the_path_of_the_profiles_file_may_hold_variables() throws IOException {
    profiles();
    var environment =
        Map.of(
            ClientSettings.PROFILES_PATH,
            "${PREFECT_HOME}/profiles.toml",
            "PREFECT_HOME",
            home.toString(),
            ClientSettings.HOME,
            "/nowhere");

    assertThat(ClientSettings.load(environment, null).profile()).isEqualTo("prod");
  }

  @Test
  void a_profiles_file_that_is_not_toml_is_one_clear_line() throws IOException {
    Files.writeString(home.resolve("profiles.toml"), "active = ");

    assertThatThrownBy(() -> load(Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("profiles.toml is not TOML");
  }

  @Test
  void another_address_goes_to_the_children_too() {
    var settings = load(Map.of()).withApiUrl(URI.create("http://other:1/api/"));

    assertThat(settings.apiUrl()).hasToString("http://other:1/api");
    assertThat(settings.given()).containsEntry(ClientSettings.API_URL, "http://other:1/api/");
  }

  @Test
  void children_get_the_settings_and_not_the_run_of_a_parent() {
    var settings =
        load(
            Map.of(
                "PREFECT__FLOW_RUN_ID", "x", "PREFECT_LOGGING_LEVEL", "DEBUG", "HOME", "/home/x"));

    assertThat(settings.given())
        .containsOnly(
            Map.entry("PREFECT_LOGGING_LEVEL", "DEBUG"),
            Map.entry(ClientSettings.HOME, home.toString()));
  }

  @Test
  void what_a_profile_says_of_rigel_goes_to_the_children_too() throws IOException {
    Files.writeString(
        home.resolve("profiles.toml"),
        """
        [profiles.default]
        RIGEL_JOB_STOP_SECONDS = "7"
        """);

    assertThat(load(Map.of()).given()).containsEntry(ClientSettings.JOB_STOP_SECONDS, "7");
  }

  private void profiles() throws IOException {
    Files.writeString(
        home.resolve("profiles.toml"),
        """
        active = "prod"

        [profiles.default]
        PREFECT_API_KEY = "of-default"

        [profiles.prod]
        PREFECT_API_URL = "http://prod:4200/api"
        PREFECT_API_KEY = "theirs"
        PREFECT_AGENT_PREFETCH_SECONDS = 20

        [profiles.test]
        PREFECT_API_URL = "http://test:4200/api"
        """);
  }

  private Duration timeout(String text) {
    return load(Map.of(ClientSettings.API_REQUEST_TIMEOUT, text)).requestTimeout();
  }

  private ClientSettings load(Map<String, String> given) {
    return ClientSettings.load(environment(given), null);
  }

  private Map<String, String> environment(Map<String, String> given) {
    var environment = new HashMap<>(given);
    environment.put(ClientSettings.HOME, home.toString());
    return environment;
  }
}
