package dev.rigel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That the project builds and its flow runs, src/test/readme shows. */
class InitCommandTest extends CommandLineCase {
  private static final Pattern PINNED =
      Pattern.compile("<artifactId>([^<]*)</artifactId><version>([^<]*)</version>");

  private static final Pattern PROVIDED =
      Pattern.compile(PINNED.pattern() + "<scope>provided</scope>");

  private static final String CLASS_PATH =
      System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

  private Result init(String name) {
    return rigel("init", name, "--directory", home.resolve("new").toString());
  }

  @Test
  void a_project_has_all_that_a_flow_needs() throws IOException {
    var result = init("daily-report");

    assertThat(result.status()).isZero();
    assertThat(files(home.resolve("new")))
        .containsExactlyInAnyOrder(
            "pom.xml",
            ".gitignore",
            "daily-report.yaml",
            "src/main/java/org/example/Greet.java",
            "src/main/resources/META-INF/batch-jobs/daily-report.xml",
            "src/test/java/org/example/GreetTest.java");
    assertThat(result.out())
        .contains("rigel deployment apply daily-report.yaml", "agent start -q daily-report-queue");
    var deployment = DeploymentFile.read(home.resolve("new/daily-report.yaml"));
    assertThat(deployment.flowName()).isEqualTo("daily-report");
    assertThat(deployment.entrypoint()).isEqualTo("batch:daily-report");
    assertThat(deployment.missingClasspath())
        .containsExactly(home.resolve("new/target/daily-report.jar").toString());
  }

  private static List<String> files(Path directory) throws IOException {
    try (Stream<Path> found = Files.walk(directory)) {
      return found
          .filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString())
          .toList();
    }
  }

  @Test
  void nothing_is_overwritten() throws IOException {
    Files.createDirectories(home.resolve("new"));
    Files.writeString(home.resolve("new/pom.xml"), "mine");

    var result = init("hello");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out()).contains("is not empty; nothing was written");
    assertThat(files(home.resolve("new"))).containsExactly("pom.xml");
    assertThat(home.resolve("new/pom.xml")).hasContent("mine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../hello", "Hello", "a b", "-", "a--b", "1", "<x>", ""})
  void a_name_that_maven_or_a_file_could_not_have_is_refused(String name) {
    var result = rigel("init", "--directory", home.resolve("new").toString(), "--", name);

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out()).contains("cannot be the name of a project");
    assertThat(home.resolve("new")).doesNotExist();
  }

  /** An artifact as docs/batch-flows.md advises, with what the project's own build file brings. */
  @Test
  void what_the_documentation_advises_compiles() throws IOException {
    init("hello");
    var source =
        Files.writeString(
            home.resolve("Copy.java"),
            """
            import jakarta.batch.api.BatchProperty;
            import jakarta.enterprise.context.Dependent;
            import jakarta.inject.Inject;
            import jakarta.inject.Named;

            @Named
            @Dependent
            class Copy extends jakarta.batch.api.AbstractBatchlet {
              @Inject @BatchProperty String limit;

              @Override
              public String process() {
                return limit;
              }
            }
            """);
    var errors = new ByteArrayOutputStream();

    var status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                errors,
                "-proc:none",
                "-d",
                home.toString(),
                "-cp",
                provided(Files.readString(home.resolve("new/pom.xml"))),
                source.toString());

    assertThat(status).as(errors.toString()).isZero();
  }

  /** The jars of the dependencies with scope provided, from where this build has its own. */
  private static String provided(String pom) {
    return PROVIDED
        .matcher(pom)
        .results()
        .map(found -> "/" + found.group(1) + "-" + found.group(2) + ".jar")
        .map(
            jar ->
                Stream.of(CLASS_PATH.split(File.pathSeparator))
                    .filter(entry -> entry.replace('\\', '/').endsWith(jar))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("not among this build's: " + jar)))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** What the example's build uses has been tried with this version of Rigel. */
  @Test
  void its_versions_are_those_of_the_example() throws IOException {
    init("hello");
    var example = Files.readString(Path.of("examples/weather-report/pom.xml"));

    var pins = PINNED.matcher(Files.readString(home.resolve("new/pom.xml"))).results().toList();

    assertThat(pins).hasSizeGreaterThan(5);
    assertThat(pins).allSatisfy(pin -> assertThat(example).contains(pin.group()));
  }
}
