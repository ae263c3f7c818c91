package dev.rigel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.setting.Kind;
import dev.rigel.contract.setting.Setting;
import dev.rigel.contract.setting.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigCommandsTest extends CommandLineCase {
  /** For settings without a default. */
  private static final Map<Kind<?>, String> OF_KINDS =
      Map.of(
          Kind.TEXT, "text",
          Kind.COUNT, "1",
          Kind.PORT, "8080",
          Kind.ADDRESS, "http://rigel.example",
          Kind.DATABASE, "jdbc:postgresql://db/rigel",
          Kind.KEY, "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=");

  private String profilesFile() throws IOException {
    return Files.readString(home.resolve("profiles.toml"));
  }

  @Test
  void set_writes_the_active_profile_for_its_owner_only() throws IOException {
    assertThat(rigel("config", "set", "PREFECT_AGENT_PREFETCH_SECONDS=12"))
        .isEqualTo(
            new Result(
                0,
                "Set 'PREFECT_AGENT_PREFETCH_SECONDS' to '12'.\nUpdated profile 'default'.\n",
                ""));
    assertThat(profilesFile())
        .isEqualTo(
            """
            active = "default"

            [profiles."default"]
            PREFECT_AGENT_PREFETCH_SECONDS = "12"
            """);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(home.resolve("profiles.toml"))))
        .isEqualTo("rw-------");
  }

  @Test
  void set_warns_where_the_environment_wins() {
    columns = 200;
    assertThat(rigel("config", "set", "PREFECT_API_URL=http://elsewhere/api").out())
        .contains(
            "PREFECT_API_URL is also set by an environment variable which will override your config"
                + " value. Run `unset PREFECT_API_URL` to clear it.\n");
  }

  @Test
  void set_refuses_what_makes_no_sense_and_changes_nothing() {
    assertThat(rigel("config", "set", "foo").out())
        .isEqualTo("Failed to parse argument 'foo'. Use the format 'VAR=VAL'.\n");
    assertThat(rigel("config", "set", "X=1"))
        .isEqualTo(new Result(1, "Unknown setting name 'X'.\n", ""));
    assertThat(rigel("config", "set", "RIGEL_AGENT_LIMIT=abc"))
        .isEqualTo(
            new Result(
                1,
                "Validation error for setting 'RIGEL_AGENT_LIMIT': value is not a"
                    + " valid integer\nInvalid setting value.\n",
                ""));
    for (var negative : List.of("RIGEL_AGENT_LIMIT=-1", "RIGEL_AGENT_STOP_SECONDS=-0.5")) {
      assertThat(rigel("config", "set", negative).out())
          .contains("ensure this value is greater than or equal");
    }
    assertThat(home.resolve("profiles.toml")).doesNotExist();
  }

  static Stream<Setting<?>> settings() {
    return Settings.all().stream().filter(Setting::isInProfiles);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void set_takes_every_setting_and_its_default(Setting<?> setting) {
    var text = setting.usual().orElseGet(() -> OF_KINDS.get(setting.kind()));

    assertThat(rigel("config", "set", setting + "=" + text).status()).isZero();
  }

  @Test
  void set_does_not_repeat_a_secret() {
    assertThat(rigel("config", "set", "PREFECT_API_KEY=hunter2").out())
        .startsWith("Set 'PREFECT_API_KEY' to '********'.");
  }

  @Test
  void the_active_profile_is_chosen_elsewhere() {
    assertThat(rigel("config", "set", "PREFECT_PROFILE=far"))
        .isEqualTo(new Result(1, "Unknown setting name 'PREFECT_PROFILE'.\n", ""));
  }

  @Test
  void set_refuses_what_the_server_would_refuse() {
    assertThat(rigel("config", "set", "RIGEL_DATABASE_URL=jdbc:mysql://db/rigel").out())
        .contains("value is not a valid database url");
    assertThat(rigel("config", "set", "RIGEL_ALLOWED_ORIGINS=rigel.example").out())
        .contains("value is not a valid list of origins");
    assertThat(rigel("config", "set", "ORION_ENCRYPTION_KEY=hunter2").out())
        .contains("value is not a valid key")
        .doesNotContain("hunter2");
  }

  @Test
  void view_hides_the_secrets_of_a_server_too() {
    environment.put("RIGEL_DATABASE_URL", "jdbc:postgresql://db/rigel?password=hunter2");
    environment.put("ORION_ENCRYPTION_KEY", "hunter2");
    environment.put("RIGEL_DATABASE_PASSWORD", "hunter2");

    assertThat(rigel("config", "view").out())
        .contains("RIGEL_DATABASE_URL='********' (from env)\n")
        .doesNotContain("hunter2");
  }

  @Test
  void view_tells_values_and_their_sources_and_hides_secrets() {
    rigel("config", "set", "PREFECT_API_KEY=\"quoted\\key\"", "PREFECT_LOGGING_LEVEL=DEBUG");

    assertThat(rigel("config", "view").out())
        .isEqualTo(
            """
            PREFECT_PROFILE='default'
            PREFECT_API_KEY='********' (from profile)
            PREFECT_API_URL='%s' (from env)
            PREFECT_LOGGING_LEVEL='DEBUG' (from profile)
            RIGEL_HOME='%s' (from env)
            """
                .formatted(api.url(), home));
    assertThat(rigel("config", "view", "--show-secrets", "--hide-sources").out())
        .contains("PREFECT_API_KEY='\"quoted\\\\key\"'\n");
    assertThat(rigel("config", "view", "--show-defaults").out())
        .contains("PREFECT_AGENT_QUERY_INTERVAL='5.0' (from defaults)\n");
  }

  @Test
  void unset_takes_a_setting_out() throws IOException {
    rigel("config", "set", "PREFECT_LOGGING_LEVEL=DEBUG");

    assertThat(rigel("config", "unset", "PREFECT_LOGGING_LEVEL").out())
        .isEqualTo("Unset 'PREFECT_LOGGING_LEVEL'.\nUpdated profile 'default'.\n");
    assertThat(profilesFile()).doesNotContain("PREFECT_LOGGING_LEVEL");
    assertThat(rigel("config", "unset", "PREFECT_LOGGING_LEVEL"))
        .isEqualTo(new Result(1, "'PREFECT_LOGGING_LEVEL' is not set in profile 'default'.\n", ""));
  }

  @Test
  void profiles_are_made_listed_used_renamed_and_deleted() {
    assertThat(rigel("profile", "create", "far", "--from", "default").out())
        .contains("    name - 'far'\n    from name - default\n", "rigel profile use 'far'");
    assertThat(rigel("profile", "create", "far").status()).isEqualTo(1);
    assertThat(rigel("profile", "rename", "far", "near").out())
        .isEqualTo("Renamed profile 'far' to 'near'.\n");
    api.on("GET /health", 200, "true");
    assertThat(rigel("profile", "use", "near").out())
        .isEqualTo("Connected to Rigel using profile 'near'\n");
    assertThat(rigel("profile", "ls").out())
        .isEqualTo(
            """
            ┏━━━━━━━━━━━━━━━━━━━━━┓
            ┃ Available Profiles: ┃
            ┡━━━━━━━━━━━━━━━━━━━━━┩
            │             default │
            │              * near │
            └─────────────────────┘
               * active profile   \s
            """);
    assertThat(rigel("profile", "delete", "near").out()).startsWith("Profile 'near' is the active");
    rigel("profile", "use", "default");
    assertThat(rigel("profile", "delete", "near").out()).isEqualTo("Removed profile 'near'.\n");
    assertThat(rigel("profile", "inspect", "near"))
        .isEqualTo(new Result(1, "Profile 'near' not found.\n", ""));
  }

  @Test
  void a_profile_named_on_the_command_line_wins_over_the_environment() {
    rigel("profile", "create", "far");
    rigel("-p", "far", "config", "set", "PREFECT_API_URL=http://far/api");

    assertThat(rigel("-p", "far", "config", "view").out())
        .contains("PREFECT_PROFILE='far'\n", "PREFECT_API_URL='http://far/api' (from profile)\n");
    assertThat(rigel("-p", "nowhere", "config", "view"))
        .isEqualTo(new Result(1, "Unknown profile 'nowhere'.\n", ""));
  }
}
