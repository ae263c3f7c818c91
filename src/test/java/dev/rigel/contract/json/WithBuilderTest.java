package dev.rigel.contract.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.rigel.contract.block.BlockDefinition;
import dev.rigel.contract.block.BlockDocumentCreate;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openapitools.jackson.nullable.JsonNullable;

/** Builders of the wire's records, each with nothing set. */
class WithBuilderTest {
  /**
   * Records with more than four components, but what is only ever read from a file of ours, and
   * what refuses to be empty.
   */
  static Stream<Class<?>> records() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.rigel.contract")
            .stream()
            .map(JavaClass::reflect)
            .filter(type -> type.isRecord() && type.getRecordComponents().length > 4)
            .filter(type -> type != BlockDefinition.class && type != BlockDocumentCreate.class);
  }

  @ParameterizedTest
  @MethodSource("records")
  void what_is_not_set_is_what_the_wire_says_of_an_absent_field(Class<?> type) throws Exception {
    var built = empty(type);

    for (var component : type.getRecordComponents()) {
      var value = component.getAccessor().invoke(built);
      if (component.getType() == JsonNullable.class) {
        assertThat(value).as(component.getName()).isEqualTo(JsonNullable.undefined());
      } else if (component.getType().isPrimitive()) {
        assertThat(String.valueOf(value)).as(component.getName()).isEqualTo(fallback(component));
      }
    }
  }

  private static String fallback(RecordComponent component) {
    var ofJava = component.getType() == boolean.class ? "false" : "0";
    return Optional.ofNullable(component.getAnnotation(Default.class))
        .map(Default::value)
        .orElse(ofJava);
  }

  private static Object empty(Class<?> type) throws ReflectiveOperationException {
    var name = type.getPackageName() + "." + type.getSimpleName() + "Builder";
    var builder = Class.forName(name).getMethod("builder").invoke(null);
    return builder.getClass().getMethod("build").invoke(builder);
  }
}
