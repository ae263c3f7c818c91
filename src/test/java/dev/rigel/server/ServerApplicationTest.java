package dev.rigel.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.ext.Provider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ServerApplicationTest {

  /** What is not listed is not there, and no compiler says so. */
  @Test
  void every_resource_and_provider_is_listed() {
    var written =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.rigel.server")
                .stream()
                .filter(
                    type ->
                        type.isAnnotatedWith(Path.class) || type.isAnnotatedWith(Provider.class))
                .map(JavaClass::getName)
                .collect(Collectors.toSet());
    var listed =
        new ServerApplication()
            .getClasses().stream().map(Class::getName).collect(Collectors.toSet());

    assertThat(listed).containsAll(written);
    assertThat(written).hasSizeGreaterThan(20);
  }
}
