package dev.rigel.client;

import static dev.rigel.contract.setting.Program.CLIENTS;
import static dev.rigel.contract.setting.Program.SERVER;
import static dev.rigel.contract.setting.Settings.AGENT_PREFETCH;
import static dev.rigel.contract.setting.Settings.AGENT_QUERY_INTERVAL;
import static dev.rigel.contract.setting.Settings.API_KEY;
import static dev.rigel.contract.setting.Settings.API_REQUEST_TIMEOUT;
import static dev.rigel.contract.setting.Settings.API_URL;
import static dev.rigel.contract.setting.Settings.DATABASE_PASSWORD;
import static dev.rigel.contract.setting.Settings.DATABASE_USER;
import static dev.rigel.contract.setting.Settings.DEFAULT_LIMIT;
import static dev.rigel.contract.setting.Settings.ENCRYPTION_KEY;
import static dev.rigel.contract.setting.Settings.HOME;
import static dev.rigel.contract.setting.Settings.JOB_STOP;
import static dev.rigel.contract.setting.Settings.LOGGING_LEVEL;
import static dev.rigel.contract.setting.Settings.PROFILE;
import static dev.rigel.contract.setting.Settings.PROFILES_PATH;
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

    assertThat(settings.get(API_URL)).hasToString("http://127.0.0.1:4200/api");
    assertThat(settings.find(API_KEY)).isEmpty();
    assertThat(settings.get(API_REQUEST_TIMEOUT)).hasSeconds(30);
    assertThat(settings.get(AGENT_QUERY_INTERVAL)).hasSeconds(5);
    assertThat(settings.get(AGENT_PREFETCH)).hasSeconds(10);
    assertThat(settings.get(LOGGING_LEVEL)).isEqualTo("INFO");
    assertThat(settings.profile()).isEqualTo("default");
    assertThat(settings.givenFor(CLIENTS)).containsOnlyKeys(HOME.name());
  }

  @Test
  void durations_are_seconds_or_a_clock_or_iso() {
    assertThat(timeout("0.25")).isEqualTo(Duration.ofMillis(250));
    assertThat(timeout("90")).isEqualTo(Duration.ofSeconds(90));
    assertThat(timeout("01:02:03")).isEqualTo(Duration.ofSeconds(3723));
    assertThat(timeout("100 days, 0:00:00")).isEqualTo(Duration.ofDays(100));
    assertThat(timeout("PT1M")).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void a_value_that_does_not_fit_names_its_setting() {
    assertThatThrownBy(() -> timeout("soon"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("PREFECT_API_REQUEST_TIMEOUT must be seconds, 0 or more, but is 'soon'");
    assertThatThrownBy(() -> load(Map.of(API_URL.name(), "localhost:4200")).get(API_URL))
        .hasMessage("PREFECT_API_URL must be an http or https address, but is 'localhost:4200'");
  }

  @Test
  void an_empty_value_counts_as_none() {
    assertThat(load(Map.of(API_KEY.name(), "")).find(API_KEY)).isEmpty();
  }

  @Test
  void a_dollar_in_a_key_is_just_a_dollar() {
    assertThat(load(Map.of(API_KEY.name(), "a${HOME}$b")).find(API_KEY)).contains("a${HOME}$b");
  }

  @Test
  void the_environment_wins_over_the_active_profile() throws IOException {
    profiles();

    var settings = load(Map.of(API_KEY.name(), "mine"));

    assertThat(settings.profile()).isEqualTo("prod");
    assertThat(settings.get(API_URL)).hasToString("http://prod:4200/api");
    assertThat(settings.find(API_KEY)).contains("mine");
    assertThat(settings.get(AGENT_PREFETCH)).hasSeconds(20);
  }

  @Test
  void a_profile_named_on_the_command_line_wins_over_the_environment() throws IOException {
    profiles();
    var environment = environment(Map.of(API_URL.name(), "http://env:1/api"));

    assertThat(Profiles.settings(environment, "test").get(API_URL))
        .hasToString("http://test:4200/api");
  }

  @Test
  void an_unknown_profile_is_told_and_the_default_used() throws IOException {
    profiles();

    var settings = load(Map.of(PROFILE.name(), "nope"));

    assertThat(settings.warning().orElseThrow()).contains("'nope' not found");
    assertThat(settings.find(API_KEY)).contains("of-default");
  }

  @Test
  void the_path_of_the_profiles_file_may_hold_variables() throws IOException {
    profiles();
    var environment =
        Map.of(
            PROFILES_PATH.name(),
            "${PREFECT_HOME}/profiles.toml",
            "PREFECT_HOME",
            home.toString(),
            HOME.name(),
            "/nowhere");

    assertThat(Profiles.settings(environment, null).profile()).isEqualTo("prod");
  }

  @Test
  void a_path_may_hold_settings_that_have_their_default() {
    var environment = Map.of(PROFILES_PATH.name(), "${PREFECT_HOME}/p.toml");

    assertThat(Profiles.settings(environment, null).get(PROFILES_PATH))
        .isEqualTo(Path.of(System.getProperty("user.home"), ".prefect", "p.toml"));
    assertThat(load(Map.of()).get(PROFILES_PATH)).isEqualTo(home.resolve("profiles.toml"));
  }

  @Test
  void one_of_the_server_is_none_of_the_clients() {
    assertThatThrownBy(() -> load(Map.of()).get(DEFAULT_LIMIT))
        .isInstanceOf(IllegalArgumentException.class);
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

    assertThat(settings.get(API_URL)).hasToString("http://other:1/api");
    assertThat(settings.givenFor(CLIENTS)).containsEntry(API_URL.name(), "http://other:1/api/");
  }

  @Test
  void children_get_the_settings_and_not_the_run_of_a_parent() {
    var settings =
        load(
            Map.of(
                "PREFECT__FLOW_RUN_ID", "x", "PREFECT_LOGGING_LEVEL", "DEBUG", "HOME", "/home/x"));

    assertThat(settings.givenFor(CLIENTS))
        .containsOnly(
            Map.entry("PREFECT_LOGGING_LEVEL", "DEBUG"), Map.entry(HOME.name(), home.toString()));
  }

  @Test
  void what_a_profile_says_of_rigel_goes_to_the_children_too() throws IOException {
    Files.writeString(
        home.resolve("profiles.toml"),
        """
        [profiles.default]
        RIGEL_JOB_STOP_SECONDS = "7"
        """);

    assertThat(load(Map.of()).givenFor(CLIENTS)).containsEntry(JOB_STOP.name(), "7");
  }

  /** Flows run any code; and a server runs none that calls another. */
  @Test
  void a_secret_goes_to_those_who_read_it_only() throws IOException {
    Files.writeString(
        home.resolve("profiles.toml"),
        """
        [profiles.default]
        ORION_ENCRYPTION_KEY = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4="
        RIGEL_DATABASE_PASSWORD = "hunter2"
        RIGEL_DATABASE_USER = "rigel"
        PREFECT_API_KEY = "theirs"
        PREFECT_OF_LATER = "1"
        """);

    assertThat(load(Map.of()).givenFor(CLIENTS))
        .containsOnlyKeys(HOME.name(), DATABASE_USER.name(), API_KEY.name(), "PREFECT_OF_LATER");
    assertThat(load(Map.of()).givenFor(SERVER))
        .containsOnlyKeys(
            HOME.name(),
            DATABASE_USER.name(),
            DATABASE_PASSWORD.name(),
            ENCRYPTION_KEY.name(),
            "PREFECT_OF_LATER");
  }

  @Test
  void profiles_tell_no_values_by_themselves() throws IOException {
    profiles();

    assertThat(Profiles.read(home.resolve("profiles.toml")).toString())
        .contains("prod")
        .doesNotContain("theirs", "of-default");
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
    return load(Map.of(API_REQUEST_TIMEOUT.name(), text)).get(API_REQUEST_TIMEOUT);
  }

  private ClientSettings load(Map<String, String> given) {
    return Profiles.settings(environment(given), null);
  }

  private Map<String, String> environment(Map<String, String> given) {
    var environment = new HashMap<>(given);
    environment.put(HOME.name(), home.toString());
    return environment;
  }
}
