package dev.rigel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher scripts, of the source tree and of an installation, on machines that lack something,
 * played by small scripts.
 */
class LauncherTest {
  private static final String USUAL_PATH = "/usr/bin:/bin";

  private static final Path LAUNCH = Path.of("src/main/dist/lib/launch.sh");

  @TempDir Path machine;
  private Path root;
  private Path home;
  private Path programs;

  private record Result(int status, String out) {}

  @BeforeEach
  void copyTheScript() throws IOException {
    root = Files.createDirectories(machine.resolve("source tree"));
    copy(Path.of("rigel"), root.resolve("rigel"));
    copy(LAUNCH, root.resolve(LAUNCH));
    programs = Files.createDirectories(machine.resolve("programs"));
    home = machine.resolve("jdk");
    script(home.resolve("bin/java"), "echo \"java $*\"");
    script(home.resolve("bin/javac"), "exit 0");
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
  }

  private static void copy(Path file, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES);
  }

  private static void script(Path file, String line) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void built() throws IOException {
    for (var name :
        List.of(
            "target/rigel-cli.jar",
            "target/rigel.war",
            "target/payara-micro.jar",
            "examples/weather-report/target/weather-report.jar")) {
      Files.createDirectories(root.resolve(name).getParent());
      Files.writeString(root.resolve(name), "");
    }
  }

  private Result rigel(String... arguments) throws IOException, InterruptedException {
    return run(root.resolve("rigel"), arguments);
  }

  private Result run(Path script, String... arguments) throws IOException, InterruptedException {
    var command = new ProcessBuilder("sh", script.toString());
    command.command().addAll(List.of(arguments));
    command.directory(machine.toFile());
    command.environment().put("JAVA_HOME", home.toString());
    command.environment().put("PATH", programs + ":" + USUAL_PATH);
    var process = command.redirectErrorStream(true).start();
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), out);
  }

  @Test
  void what_is_built_runs_at_once_with_all_arguments() throws Exception {
    built();

    var result = rigel("work-queue", "create", "two words");

    assertThat(result.status()).isZero();
    assertThat(result.out())
        .contains("-XX:TieredStopAtLevel=1", "rigel-cli.jar work-queue create two words");
  }

  @Test
  void what_is_missing_is_built_first() throws Exception {
    script(programs.resolve("mvn"), "mkdir -p target; touch target/built");

    var result = rigel("version");

    assertThat(root.resolve("target/built")).exists();
    assertThat(result.out()).contains("Building Rigel, log: ", "rigel-cli.jar version");
  }

  @Test
  void a_build_that_fails_is_one_line_with_the_place_of_its_log() throws Exception {
    script(programs.resolve("mvn"), "echo broken; exit 1");

    var result = rigel("version");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out())
        .endsWith("rigel: the build of Rigel failed; see " + root + "/target/build.log\n");
    assertThat(root.resolve("target/build.log")).hasContent("broken");
  }

  @Test
  void an_old_java_is_named_with_its_version() throws Exception {
    built();
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");

    assertThat(rigel("version"))
        .isEqualTo(
            new Result(
                1,
                "rigel: Java 17 or newer is needed, but "
                    + home.toRealPath().resolve("bin/java")
                    + " is Java 11\n"));
  }

  @Test
  void a_runtime_without_compiler_cannot_build() throws Exception {
    Files.delete(home.resolve("bin/javac"));

    var result = rigel("version");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out()).startsWith("rigel: no JDK found").hasLineCount(1);
  }

  @Test
  void an_example_that_is_missing_is_built_too() throws Exception {
    built();
    Files.delete(root.resolve("examples/weather-report/target/weather-report.jar"));
    script(programs.resolve("mvn"), "touch target/built");

    rigel("quickstart", "--exit");

    assertThat(root.resolve("target/built")).exists();
  }

  @Test
  void an_installation_runs_through_a_link_from_any_directory() throws Exception {
    var installation = machine.resolve("program files/rigel");
    var script = installation.resolve("bin/rigel");
    copy(Path.of("src/main/dist/bin/rigel"), script);
    copy(LAUNCH, installation.resolve("lib/launch.sh"));
    var link = Files.createSymbolicLink(programs.resolve("rigel"), script);

    var result = run(link, "work-queue", "create", "two words");

    assertThat(result.status()).isZero();
    assertThat(result.out())
        .contains("-Drigel.root=" + installation.toRealPath() + " ")
        .contains("-jar " + installation.toRealPath() + "/lib/rigel-cli.jar work-queue create two");
    assertThat(script).isExecutable();
  }

  @Test
  void an_installation_with_an_old_java_says_so() throws Exception {
    var script = machine.resolve("rigel/bin/rigel");
    copy(Path.of("src/main/dist/bin/rigel"), script);
    copy(LAUNCH, machine.resolve("rigel/lib/launch.sh"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");

    var result = run(script, "version");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out()).startsWith("rigel: Java 17 or newer is needed").hasLineCount(1);
  }

  @Test
  void a_signal_ends_the_build() throws Exception {
    script(programs.resolve("mvn"), "echo $$ > pid; exec sleep 1000");
    var command = new ProcessBuilder("sh", root.resolve("rigel").toString(), "version");
    command.environment().put("JAVA_HOME", home.toString());
    command.environment().put("PATH", programs + ":" + USUAL_PATH);
    var launcher = command.redirectErrorStream(true).start();
    var pidFile = root.resolve("pid");
    await().until(() -> Files.exists(pidFile) && Files.readString(pidFile).endsWith("\n"));
    var build = ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip())).orElseThrow();

    launcher.destroy();

    assertThat(launcher.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(launcher.exitValue()).isEqualTo(130);
    build.onExit().get(60, TimeUnit.SECONDS);
  }
}
