package dev.rigel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest extends CommandLineCase {

  @Test
  void a_word_that_is_no_command_gets_status_2_and_a_frame_on_stderr() {
    var result = rigel("work-queue", "foo");

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .isEqualTo(
            """
            Usage: rigel work-queue [OPTIONS] COMMAND [ARGS]...
            Try 'rigel work-queue --help' for help.
            ╭─ Error ──────────────────────────────────────────────────────────────────────────────────────────╮
            │ No such command 'foo'.                                                                           │
            ╰──────────────────────────────────────────────────────────────────────────────────────────────────╯
            """);
  }

  @Test
  void values_that_do_not_fit_are_named_with_their_argument() {
    assertThat(rigel("flow-run", "inspect", "zz").err())
        .contains("Invalid value for 'ID': 'zz' is not a valid UUID.");
    assertThat(rigel("work-queue", "set-concurrency-limit", "blue", "x").err())
        .contains("Invalid value for 'LIMIT': 'x' is not a valid integer.");
    assertThat(rigel("work-queue", "create").err()).contains("Missing argument 'NAME'.");
    assertThat(rigel("work-queue", "ls", "--foo").err()).contains("No such option: --foo");
    assertThat(rigel("flow-run", "ls", "--state-type", "foo").err())
        .contains("'foo' is not one of 'SCHEDULED', 'PENDING'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"work-queue", "work-queues", "flow-run", "server", "orion", "flow"})
  void a_group_alone_shows_its_help(String group) {
    assertThat(rigel(group).status()).isZero();
  }

  @Test
  void a_server_that_is_not_there_is_one_line() {
    columns = 200;
    api.close();

    var result = rigel("work-queue", "ls");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out())
        .hasLineCount(1)
        .startsWith("Cannot reach the API at " + api.url())
        .contains("`rigel server start`", "PREFECT_API_URL");
  }

  @Test
  void a_refusal_of_the_server_is_one_line() {
    api.on("POST /work_queues/filter", 500, "{\"exception_message\": \"Internal Server Error\"}");

    assertThat(rigel("work-queue", "ls"))
        .isEqualTo(new Result(1, "Internal Server Error (HTTP 500)\n", ""));
  }

  @Test
  void an_address_without_api_is_named() {
    var root = api.url().replace("/api", "");
    environment.put("PREFECT_API_URL", root);
    columns = 200;

    assertThat(rigel("flow-run", "ls").out())
        .contains("not from the API at " + root + ": the address may lack /api");
  }

  @Test
  void a_home_that_cannot_be_used_is_named_once_and_without_java() throws IOException {
    var file = Files.writeString(home.resolve("file"), "");
    environment.put("RIGEL_HOME", file.toString());
    environment.put("PREFECT_PROFILES_PATH", home.resolve("profiles.toml").toString());

    assertThat(rigel("server", "start", "--port", freePort()))
        .isEqualTo(new Result(1, "Cannot use RIGEL_HOME " + file + ": not a directory\n", ""));
  }

  private static String freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return Integer.toString(socket.getLocalPort());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"99999", "0", "-1"})
  void a_number_that_is_no_port_is_refused_with_the_range(String port) {
    assertThat(rigel("server", "start", "--port=" + port))
        .isEqualTo(new Result(1, port + " is no port; take one from 1 to 65535.\n", ""));
  }

  @Test
  void a_profile_is_used_though_its_server_is_away() {
    rigel("profile", "create", "dev");
    api.close();

    var result = rigel("profile", "use", "dev");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out())
        .startsWith("Error connecting to Rigel using profile 'dev': ")
        .endsWith("Profile 'dev' is the active one now all the same.\n");
    assertThat(rigel("profile", "ls").out()).contains("* dev");
  }

  /** The answer that scripts ask for must not wait for a command line parser or an HTTP client. */
  @Test
  void the_version_is_told_without_loading_what_it_does_not_need() throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(
                java,
                "-Xlog:class+load:stdout",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--version")
            .redirectErrorStream(true)
            .start();
    var output = new String(process.getInputStream().readAllBytes());

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(output)
        .contains("dev.rigel.cli.Version ", "\ndevelopment\n")
        .doesNotContain("org.jboss.resteasy", "picocli.", "io.smallrye", "com.fasterxml");
  }
}
