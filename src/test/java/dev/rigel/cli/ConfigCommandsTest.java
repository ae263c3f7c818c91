package dev.rigel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigCommandsTest extends CommandLineCase {

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
    assertThat(rigel("config", "set", "PREFECT_AGENT_PREFETCH_SECONDS=abc"))
        .isEqualTo(
            new Result(
                1,
                "Validation error for setting 'PREFECT_AGENT_PREFETCH_SECONDS': value is not a"
                    + " valid integer\nInvalid setting value.\n",
                ""));
    for (var negative : List.of("RIGEL_AGENT_LIMIT=-1", "RIGEL_AGENT_STOP_SECONDS=-0.5")) {
      assertThat(rigel("config", "set", negative).out())
          .contains("ensure this value is greater than or equal");
    }
    assertThat(home.resolve("profiles.toml")).doesNotExist();
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
