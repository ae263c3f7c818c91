package dev.rigel.contract.json;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openapitools.jackson.nullable.JsonNullable;

/**
 * Turns a JSON tree into a record of the contract the way the reference does: values coerced
 * leniently, unknown keys refused, and every error reported with its place. Jackson alone stops at
 * the first error and cannot tell an absent field from a null one in a record.
 */
public final class BodyReader {
  private static final PropertyNamingStrategies.NamingBase NAMES =
      new PropertyNamingStrategies.SnakeCaseStrategy();
  private final List<FieldError> errors = new ArrayList<>();

  private BodyReader() {}

  /**
   * Reads a body.
   *
   * @param body the parsed body; none, or JSON's null, counts as {@code {}} where every field is
   *     optional
   * @param type a record, or a list of them
   * @throws InvalidBody if anything does not fit; nothing is returned then
   */
  public static Object read(@Nullable JsonNode body, Type type) {
    var reader = new BodyReader();
    var given = body == null || body.isMissingNode() ? NullNode.getInstance() : body;
    var value = given.isNull() ? reader.absent(type) : reader.value(given, type, List.of("body"));
    if (!reader.errors.isEmpty()) {
      throw new InvalidBody(reader.errors, body);
    }
    return Objects.requireNonNull(value);
  }

  /** As {@link #read(JsonNode, Type)}, for a record class. */
  public static <T> T read(@Nullable JsonNode body, Class<T> type) {
    return type.cast(read(body, (Type) type));
  }

  private @Nullable Object absent(Type type) {
    if (type instanceof Class<?> record
        && record.isRecord()
        && Arrays.stream(record.getRecordComponents()).noneMatch(BodyReader::required)) {
      return record(Json.mapper().createObjectNode(), record, List.of("body"));
    }
    errors.add(FieldError.missing(List.of("body")));
    return null;
  }

  private @Nullable Object value(JsonNode node, Type type, List<Object> loc) {
    if (type instanceof ParameterizedType generic) {
      return generic(node, generic, loc);
    }
    var wanted = (Class<?>) type;
    if (wanted.isRecord()) {
      return record(node, wanted, loc);
    }
    if (wanted.isSealed()) {
      return union(node, wanted, loc);
    }
    if (wanted.isEnum()) {
      return constant(node, wanted, loc);
    }
    return Coercion.knows(wanted) ? coerced(node, wanted, loc) : bound(node, wanted, loc);
  }

  private @Nullable Object generic(JsonNode node, ParameterizedType type, List<Object> loc) {
    var arguments = type.getActualTypeArguments();
    if (type.getRawType() == List.class) {
      return list(node, arguments[0], loc);
    }
    if (type.getRawType() == Map.class) {
      return map(node, arguments[1], loc);
    }
    throw new IllegalStateException("no wire form for " + type);
  }

  private @Nullable List<Object> list(JsonNode node, Type element, List<Object> loc) {
    if (!node.isArray()) {
      return fail(loc, "value is not a valid list", "type_error.list");
    }
    var values = new ArrayList<Object>(node.size());
    for (int i = 0; i < node.size(); i++) {
      values.add(present(node.get(i), element, below(loc, i)));
    }
    return values;
  }

  private @Nullable Map<String, Object> map(JsonNode node, Type element, List<Object> loc) {
    if (!node.isObject()) {
      return fail(loc, "value is not a valid dict", "type_error.dict");
    }
    var values = new LinkedHashMap<String, Object>();
    node.properties()
        .forEach(
            e ->
                values.put(
                    e.getKey(),
                    element == Object.class
                        ? Coercion.plain(e.getValue())
                        : present(e.getValue(), element, below(loc, e.getKey()))));
    return values;
  }

  private @Nullable Object present(JsonNode node, Type type, List<Object> loc) {
    return node.isNull()
        ? fail(loc, "none is not an allowed value", "type_error.none.not_allowed")
        : value(node, type, loc);
  }

  private @Nullable Object record(JsonNode node, Class<?> type, List<Object> loc) {
    if (!node.isObject()) {
      return fail(loc, "value is not a valid dict", "type_error.dict");
    }
    var before = errors.size();
    var components = type.getRecordComponents();
    var arguments = new Object[components.length];
    var known = new HashSet<String>();
    for (int i = 0; i < components.length; i++) {
      var name = wireName(components[i]);
      known.add(name);
      arguments[i] = component(node.path(name), components[i], below(loc, name));
    }
    if (!type.isAnnotationPresent(IgnoreUnknown.class)) {
      node.fieldNames()
          .forEachRemaining(
              key -> {
                if (!known.contains(key)) {
                  fail(below(loc, key), "extra fields not permitted", "value_error.extra");
                }
              });
    }
    return errors.size() > before ? null : construct(type, arguments, loc);
  }

  private @Nullable Object component(JsonNode node, RecordComponent component, List<Object> loc) {
    var lenient = isLenient(component.getDeclaringRecord());
    var given = lenient && node.isNull() ? MissingNode.getInstance() : node;
    var type = component.getGenericType();
    if (isPatch(type)) {
      var patch = patch(given, (ParameterizedType) type, loc);
      return patch.isPresent() ? JsonNullable.of(bounded(patch.get(), component, loc)) : patch;
    }
    if (given.isMissingNode()) {
      return missing(component, loc);
    }
    if (given.isNull()) {
      return nullable(component) ? null : present(given, type, loc);
    }
    return bounded(value(given, type, loc), component, loc);
  }

  private static boolean isLenient(Class<?> type) {
    return type.isAnnotationPresent(NullIsAbsent.class)
        || Arrays.stream(type.getInterfaces()).anyMatch(BodyReader::isLenient);
  }

  private @Nullable Object bounded(
      @Nullable Object value, RecordComponent component, List<Object> loc) {
    Bounds.problem(component, value, loc).ifPresent(errors::add);
    return value;
  }

  private @Nullable Object missing(RecordComponent component, List<Object> loc) {
    if (required(component)) {
      errors.add(FieldError.missing(loc));
      return null;
    }
    var fallback = component.getAnnotation(Default.class);
    return fallback == null
        ? null
        : value(parsed(fallback.value()), component.getGenericType(), loc);
  }

  private JsonNullable<Object> patch(JsonNode node, ParameterizedType type, List<Object> loc) {
    if (node.isMissingNode()) {
      return JsonNullable.undefined();
    }
    return JsonNullable.of(
        node.isNull() ? null : value(node, type.getActualTypeArguments()[0], loc));
  }

  private @Nullable Object constant(JsonNode node, Class<?> type, List<Object> loc) {
    for (var constant : type.getEnumConstants()) {
      if (node.isTextual() && ((Enum<?>) constant).name().equals(node.textValue())) {
        return constant;
      }
    }
    var names = Arrays.stream(type.getEnumConstants()).map(c -> ((Enum<?>) c).name()).toList();
    var permitted = String.join(", ", names.stream().map(n -> "'" + n + "'").toList());
    errors.add(
        new FieldError(
            loc,
            "value is not a valid enumeration member; permitted: " + permitted,
            "type_error.enum",
            Map.of("enum_values", names)));
    return null;
  }

  /**
   * As pydantic: the first kind that fits, in the order in which the contract permits them; if none
   * does, what is wrong with each.
   */
  private @Nullable Object union(JsonNode node, Class<?> type, List<Object> loc) {
    var told = type.getAnnotation(JsonTypeInfo.class);
    var wrong = new ArrayList<FieldError>();
    for (var kind : type.getPermittedSubclasses()) {
      var attempt = new BodyReader();
      var value = attempt.kind(node, kind, told == null ? null : told.property(), loc);
      if (attempt.errors.isEmpty()) {
        return value;
      }
      wrong.addAll(attempt.errors);
    }
    errors.addAll(wrong);
    return null;
  }

  /** What does not say which kind it is may be any; what says it must be that one. */
  private @Nullable Object kind(
      JsonNode node, Class<?> kind, @Nullable String key, List<Object> loc) {
    var name = kind.getAnnotation(JsonTypeName.class);
    var given = key == null ? MissingNode.getInstance() : node.path(key);
    if (key != null
        && name != null
        && !given.isMissingNode()
        && !name.value().equals(given.asText())) {
      errors.add(
          new FieldError(
              below(loc, key),
              "unexpected value; permitted: '" + name.value() + "'",
              "value_error.const",
              Map.of("given", given, "permitted", List.of(name.value()))));
    }
    return record(node, kind, loc);
  }

  private @Nullable Object coerced(JsonNode node, Class<?> type, List<Object> loc) {
    try {
      return Coercion.to(type, node);
    } catch (Coercion.Refused e) {
      return fail(loc, e.problem, e.type);
    }
  }

  /** What has a form of its own, see the deserializers beside it. */
  private @Nullable Object bound(JsonNode node, Class<?> type, List<Object> loc) {
    try {
      return Json.mapper().treeToValue(node, type);
    } catch (JsonProcessingException e) {
      return fail(loc, e.getOriginalMessage(), "value_error");
    }
  }

  private @Nullable Object construct(Class<?> type, Object[] arguments, List<Object> loc) {
    try {
      var types =
          Arrays.stream(type.getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      return type.getDeclaredConstructor(types).newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Invalid invalid) {
        return fail(
            invalid.field().isEmpty() ? loc : below(loc, invalid.field()),
            invalid.problem,
            invalid.type());
      }
      throw new IllegalStateException("cannot make " + type, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make " + type, e);
    }
  }

  /**
   * A value that has the right form and still is not allowed; thrown by the records' constructors.
   */
  public static final class Invalid extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private final String field;
    private final String problem;
    private final String type;

    /** For the field by its wire name, or empty for the whole object. */
    public Invalid(String field, String message, String type) {
      super(message);
      this.field = field;
      this.problem = message;
      this.type = type;
    }

    String field() {
      return field;
    }

    String type() {
      return type;
    }
  }

  private <T> @Nullable T fail(List<Object> loc, String message, String type) {
    errors.add(FieldError.of(loc, message, type));
    return null;
  }

  private static boolean required(RecordComponent component) {
    return component.isAnnotationPresent(Required.class);
  }

  private static boolean nullable(RecordComponent component) {
    return !required(component)
        && !component.isAnnotationPresent(Default.class)
        && !component.isAnnotationPresent(NullIsRefused.class);
  }

  private static boolean isPatch(Type type) {
    return type instanceof ParameterizedType generic && generic.getRawType() == JsonNullable.class;
  }

  /** The name on the wire: snake case, unless {@link JsonProperty} says otherwise. */
  static String wireName(RecordComponent component) {
    var given = component.getAccessor().getAnnotation(JsonProperty.class);
    return given == null ? NAMES.translate(component.getName()) : given.value();
  }

  private static List<Object> below(List<Object> loc, Object step) {
    var path = new ArrayList<>(loc);
    path.add(step);
    return path;
  }

  private static JsonNode parsed(String json) {
    try {
      return Json.mapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("default is not JSON: " + json, e);
    }
  }
}
