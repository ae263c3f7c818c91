package dev.rigel.arrows;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.rigel.arrows.sample.server.flow.FlowForNobodyElse;
import jakarta.ejb.Singleton;
import jakarta.persistence.Converter;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A type is public when another package uses it, tests included; all else is its package's own. The
 * contract is for every client and stays public.
 */
class PublicTypesTest {
  /** Used from outside in ways that leave no trace in class files. */
  private static final Set<String> USED_UNSEEN =
      Set.of(
          "dev.rigel.cli.Main", // java -jar
          "dev.rigel.cli.DeploymentFile", // the contract's reader makes it
          "dev.rigel.engine.example.BillWriter", // rigel-example.xml names it
          "dev.rigel.engine.example.Notice", // the same
          "dev.rigel.engine.example.OrderBiller", // the same
          "dev.rigel.engine.example.OrderReader", // the same
          "dev.rigel.runner.RunnerInitializer", // servers find it by its service file
          "dev.rigel.server.ServerApplication", // JAX-RS finds it
          "dev.rigel.server.database.FailsAtOnce", // persistence.xml names it
          "dev.rigel.server.database.FusedFile", // H2 makes it by its name
          "dev.rigel.server.database.DatabaseUrl", // a constant, compiled into its users
          "dev.rigel.server.state.StateColumns"); // the same

  @Test
  void what_nobody_outside_uses_is_not_public() {
    var code = new ClassFileImporter().importPackages("dev.rigel");

    assertThat(needlessly(code, "dev.rigel"))
        .as("public, but no other package uses them")
        .isEmpty();
  }

  @Test
  void the_rule_bites() {
    var sample = new ClassFileImporter().importPackages("dev.rigel.arrows.sample");

    assertThat(needlessly(sample, "dev.rigel.arrows.sample"))
        .contains(FlowForNobodyElse.class.getName());
  }

  private static List<String> needlessly(JavaClasses code, String root) {
    var programs = List.of("agent", "cli", "client", "engine", "runner", "server");
    return code.stream()
        .filter(type -> programs.stream().anyMatch(p -> isBelow(type, root + "." + p)))
        .filter(type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
        .filter(PublicTypesTest::isOfMainCode)
        .filter(type -> !type.isAnnotatedWith(Singleton.class)) // Payara demands public EJBs
        .filter(type -> !type.isAnnotatedWith(Converter.class)) // EclipseLink makes them by name
        .filter(type -> !USED_UNSEEN.contains(type.getName()))
        .filter(type -> users(type).noneMatch(user -> isElsewhere(user, type)))
        .map(JavaClass::getName)
        .sorted()
        .toList();
  }

  private static boolean isBelow(JavaClass type, String tree) {
    return (type.getPackageName() + ".").startsWith(tree + ".");
  }

  private static boolean isOfMainCode(JavaClass type) {
    var place = type.getSource().orElseThrow().getUri().toString();
    return place.contains("/target/classes/") || place.contains("/arrows/sample/");
  }

  /** What names the type, or one inside it. */
  private static Stream<JavaClass> users(JavaClass type) {
    return type.getDirectDependenciesToSelf().stream().map(d -> d.getOriginClass());
  }

  private static boolean isElsewhere(JavaClass user, JavaClass type) {
    return !user.getPackageName().equals(type.getPackageName());
  }
}
