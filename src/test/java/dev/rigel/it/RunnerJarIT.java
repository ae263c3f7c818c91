package dev.rigel.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What is in the jar for applications: all that it needs, and nothing that a server may mistake.
 */
class RunnerJarIT {
  private static final Path JAR = Path.of(System.getProperty("it.build"), "rigel-runner.jar");

  /** What every Jakarta EE 10 server brings; MicroProfile Config where there is one. */
  private static final List<String> OF_THE_SERVER =
      List.of(
          "java.",
          "javax.naming.",
          "javax.xml.stream.",
          "jakarta.batch.",
          "jakarta.enterprise.",
          "jakarta.servlet.",
          "jakarta.transaction.",
          "org.eclipse.microprofile.config.");

  /** Annotations, which may be absent. */
  private static final List<String> ONLY_NOTES =
      List.of("org.jspecify.", "io.soabase.", "org.eclipse.microprofile.openapi.");

  @Test
  void all_that_it_needs_is_in_it_or_the_server_s() throws IOException {
    try (var jar = new JarFile(JAR.toFile())) {
      var classes = new ClassFileImporter().importJar(jar);
      var ours = classes.stream().map(JavaClass::getName).collect(Collectors.toSet());

      assertThat(missing(classes, ours)).isEmpty();
    }
  }

  private static Set<String> missing(JavaClasses classes, Set<String> inTheJar) {
    return classes.stream()
        .filter(type -> !type.getPackageName().startsWith("dev.rigel.lib."))
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .filter(d -> !isThere(d.getTargetClass().getBaseComponentType(), inTheJar))
        .map(d -> d.getOriginClass().getName() + " needs " + d.getTargetClass().getName())
        .collect(Collectors.toSet());
  }

  private static boolean isThere(JavaClass type, Set<String> inTheJar) {
    return type.isPrimitive()
        || inTheJar.contains(type.getName())
        || OF_THE_SERVER.stream().anyMatch(type.getName()::startsWith)
        || ONLY_NOTES.stream().anyMatch(type.getName()::startsWith);
  }

  @Test
  void a_server_finds_nothing_in_it_but_the_agent() throws IOException {
    try (var jar = new JarFile(JAR.toFile())) {
      var entries = jar.stream().map(entry -> entry.getName()).toList();

      assertThat(entries)
          .filteredOn(name -> name.endsWith(".class"))
          .allMatch(name -> name.startsWith("dev/rigel/"));
      assertThat(entries)
          .filteredOn(name -> name.startsWith("META-INF/services/") && !name.endsWith("/"))
          .containsExactly("META-INF/services/jakarta.servlet.ServletContainerInitializer");
      assertThat(entries)
          .contains(
              "META-INF/maven/dev.rigel/rigel-runner/pom.xml",
              "META-INF/LICENSE",
              "META-INF/THIRD-PARTY.txt")
          .doesNotContain("META-INF/persistence.xml", "META-INF/microprofile-config.properties");
    }
  }

  /** Half of it is Jackson. */
  @Test
  void it_stays_small() throws IOException {
    assertThat(Files.size(JAR)).isLessThan(3_500_000);
  }
}
