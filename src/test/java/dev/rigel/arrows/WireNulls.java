package dev.rigel.arrows;

import dev.rigel.contract.admin.Readiness;
import dev.rigel.contract.block.BlockDefinition;
import dev.rigel.contract.json.BodyReader;
import dev.rigel.contract.json.Default;
import dev.rigel.contract.json.FieldError;
import dev.rigel.contract.json.Required;
import dev.rigel.contract.setting.Setting;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openapitools.jackson.nullable.JsonNullable;

/** Components of wire records whose types say otherwise than {@link BodyReader} does. */
final class WireNulls {
  /** No body becomes one of these. */
  private static final Set<Class<?>> NOT_READ =
      Set.of(BlockDefinition.class, FieldError.class, Readiness.class);

  /** An absent one is the empty text, by the record's constructor. */
  private static final Set<String> FILLED =
      Set.of("CalendarCreate.description", "WorkQueueCreate.description");

  private WireNulls() {}

  static Stream<String> wrong(Class<?> wireRecord) {
    return NOT_READ.contains(wireRecord)
            || wireRecord.getPackage().equals(Setting.class.getPackage())
        ? Stream.empty()
        : Arrays.stream(wireRecord.getRecordComponents())
            .filter(component -> maySayNull(component) == isGiven(component))
            .map(component -> wrong(wireRecord, component));
  }

  private static String wrong(Class<?> wireRecord, RecordComponent component) {
    return "%s.%s %s"
        .formatted(
            wireRecord.getName(),
            component.getName(),
            isGiven(component)
                ? "is never null, but says @Nullable"
                : "lacks @Nullable, or @Required or @Default");
  }

  private static boolean maySayNull(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private static boolean isGiven(RecordComponent component) {
    return component.getType().isPrimitive()
        || component.getType() == JsonNullable.class
        || component.isAnnotationPresent(Required.class)
        || component.isAnnotationPresent(Default.class)
        || FILLED.contains(
            component.getDeclaringRecord().getSimpleName() + "." + component.getName());
  }
}
