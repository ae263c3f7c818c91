package dev.rigel.openapi;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rigel.contract.json.Default;
import dev.rigel.contract.json.IgnoreUnknown;
import dev.rigel.contract.json.Json;
import dev.rigel.contract.json.Least;
import dev.rigel.contract.json.Longest;
import dev.rigel.contract.json.Most;
import dev.rigel.contract.json.MostElements;
import dev.rigel.contract.json.NullIsAbsent;
import dev.rigel.contract.json.NullIsRefused;
import dev.rigel.contract.json.Required;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.openapitools.jackson.nullable.JsonNullable;

/**
 * The schemas of what crosses the wire. A record that is part of some request follows the rules of
 * {@code BodyReader}; in one that is only answered every field is there, and those that are neither
 * primitive nor {@link Required} may be null.
 */
final class Schemas {
  private static final Map<Type, ObjectNode> SCALARS =
      Map.ofEntries(
          Map.entry(String.class, scalar("string", null)),
          Map.entry(UUID.class, scalar("string", "uuid")),
          Map.entry(OffsetDateTime.class, scalar("string", "date-time")),
          Map.entry(LocalDate.class, scalar("string", "date")),
          // seconds with a fraction; the reference's own name for it, time-delta, is known to
          // nobody
          Map.entry(Duration.class, scalar("number", "double")),
          Map.entry(int.class, scalar("integer", "int32")),
          Map.entry(Integer.class, scalar("integer", "int32")),
          Map.entry(long.class, scalar("integer", "int64")),
          Map.entry(Long.class, scalar("integer", "int64")),
          Map.entry(double.class, scalar("number", "double")),
          Map.entry(Double.class, scalar("number", "double")),
          Map.entry(boolean.class, scalar("boolean", null)),
          Map.entry(Boolean.class, scalar("boolean", null)),
          Map.entry(JsonNode.class, object()),
          Map.entry(Object.class, object()));

  private final DocComments docs;
  private final Map<String, ObjectNode> components = new TreeMap<>();
  private final Map<String, Class<?>> names = new HashMap<>();
  private final Set<Type> requested = new HashSet<>();

  Schemas(DocComments docs) {
    this.docs = docs;
  }

  /** All components so far, by name. */
  Map<String, ObjectNode> components() {
    return components;
  }

  /** Marks a type and all it holds as part of a request; before the first schema is made. */
  void request(Type type) {
    if (!requested.add(type)) {
      return;
    }
    if (type instanceof ParameterizedType generic) {
      Stream.of(generic.getActualTypeArguments()).forEach(this::request);
    } else if (type instanceof Class<?> wanted && wanted.isRecord()) {
      Stream.of(wanted.getRecordComponents()).forEach(c -> request(c.getGenericType()));
    } else if (type instanceof Class<?> wanted && wanted.isSealed()) {
      Stream.of(wanted.getPermittedSubclasses()).forEach(this::request);
    }
  }

  /** Whether nothing in the body is required, so that there may be none. */
  static boolean mayBeAbsent(Type body) {
    return body instanceof Class<?> type
        && Stream.of(type.getRecordComponents()).noneMatch(Schemas::required);
  }

  /** A schema, or the reference to one. */
  ObjectNode of(Type type) {
    if (SCALARS.containsKey(type)) {
      return SCALARS.get(type).deepCopy();
    }
    return type instanceof ParameterizedType generic ? container(generic) : reference(type);
  }

  private ObjectNode container(ParameterizedType type) {
    var arguments = type.getActualTypeArguments();
    if (type.getRawType() == JsonNullable.class) {
      return of(arguments[0]);
    }
    var list = type.getRawType() == List.class;
    var schema = object().put("type", list ? "array" : "object");
    var element = of(arguments[arguments.length - 1]);
    // Payara drops an empty additionalProperties
    schema.set(
        list ? "items" : "additionalProperties",
        element.isEmpty() && !list ? BooleanNode.TRUE : element);
    return schema;
  }

  private ObjectNode reference(Type type) {
    var wanted = (Class<?>) type;
    var name = nameOf(wanted);
    if (names.putIfAbsent(name, wanted) == null) {
      components.put(name, described(docs.of(wanted), component(wanted)));
    } else if (names.get(name) != wanted) {
      throw new IllegalStateException(wanted + " and " + names.get(name) + " are both " + name);
    }
    return object().put("$ref", "#/components/schemas/" + name);
  }

  /** Answers are called as the thing they show: {@code FlowRun}, not {@code FlowRunResponse}. */
  private static String nameOf(Class<?> type) {
    var around = type.getEnclosingClass();
    return (around == null ? "" : around.getSimpleName().replaceFirst("Response$", ""))
        + type.getSimpleName().replaceFirst("Response$", "");
  }

  private ObjectNode component(Class<?> type) {
    if (type.isEnum()) {
      var schema = object().put("type", "string");
      Stream.of(type.getEnumConstants()).forEach(c -> schema.withArray("enum").add(c.toString()));
      return schema;
    }
    return type.isSealed() ? union(type) : record(type);
  }

  private ObjectNode union(Class<?> type) {
    var told = type.getAnnotation(JsonTypeInfo.class);
    if (told == null) {
      return undiscriminated(type);
    }
    var schema = object();
    var discriminator = object().put("propertyName", told.property());
    for (var kind : type.getPermittedSubclasses()) {
      schema.withArray("oneOf").add(reference(kind));
      discriminator
          .withObjectProperty("mapping")
          .put(
              kind.getAnnotation(JsonTypeName.class).value(),
              reference(kind).path("$ref").asText());
    }
    return schema.set("discriminator", discriminator);
  }

  /**
   * Kinds that nothing but their keys tells apart, as one object with the keys of all of them:
   * generated clients cannot choose from a {@code oneOf} without a discriminator (ADR 0004). A
   * default holds for its own kind only, so there is none.
   */
  private ObjectNode undiscriminated(Class<?> type) {
    var schema = object().put("type", "object");
    var properties = schema.putObject("properties");
    for (var kind : type.getPermittedSubclasses()) {
      for (var component : kind.getRecordComponents()) {
        properties.putIfAbsent(wireName(component), property(component).without("default"));
      }
    }
    return schema.put("additionalProperties", false);
  }

  private ObjectNode record(Class<?> type) {
    var schema = object().put("type", "object");
    var properties = schema.putObject("properties");
    var kind = type.getAnnotation(JsonTypeName.class);
    if (kind != null) {
      var key = type.getInterfaces()[0].getAnnotation(JsonTypeInfo.class).property();
      properties.putObject(key).put("type", "string").putArray("enum").add(kind.value());
      schema.withArray("required").add(key);
    }
    for (var component : type.getRecordComponents()) {
      properties.set(wireName(component), property(component));
      if (required(component) || !requested.contains(type)) {
        schema.withArray("required").add(wireName(component));
      }
    }
    if (requested.contains(type)
        && kind == null
        && !type.isAnnotationPresent(IgnoreUnknown.class)) {
      schema.put("additionalProperties", false);
    }
    return schema;
  }

  private ObjectNode property(RecordComponent component) {
    var schema = of(component.getGenericType());
    var reference = schema.has("$ref");
    var about = docs.of(component);
    var more = object();
    if (nullable(component)) {
      more.put("nullable", true);
      if (reference) {
        // without a type beside it, nullable has no meaning
        more.put("type", isEnum(component.getGenericType()) ? "string" : "object");
      }
    }
    var fallback = component.getAnnotation(Default.class);
    if (fallback != null
        && !(reference && more.has("nullable"))
        && !component.getType().isRecord()) {
      more.set("default", json(fallback.value()));
    } else if (fallback != null) {
      // generators trip over such a default, so it is said in words
      about = (about + " Absent: `" + fallback.value().replace("\"", "") + "`.").trim();
    }
    bounds(component, more);
    return described(about, with(more, schema));
  }

  private static void bounds(RecordComponent component, ObjectNode schema) {
    var least = component.getAnnotation(Least.class);
    if (least != null) {
      schema.put("minimum", least.value());
    }
    var most = component.getAnnotation(Most.class);
    if (most != null) {
      schema.put("maximum", most.value());
    }
    var elements = component.getAnnotation(MostElements.class);
    if (elements != null) {
      schema.put("maxItems", elements.value());
    }
    var longest = component.getAnnotation(Longest.class);
    if (longest != null && component.getType() != List.class) {
      schema.put("maxLength", longest.value());
    }
  }

  private boolean nullable(RecordComponent component) {
    var type = component.getDeclaringRecord();
    if (component.getType().isPrimitive() || required(component) || isAny(component.getType())) {
      return false;
    }
    return !requested.contains(type)
        || type.isAnnotationPresent(NullIsAbsent.class)
        || !component.isAnnotationPresent(Default.class)
            && !component.isAnnotationPresent(NullIsRefused.class);
  }

  private static boolean isEnum(Type type) {
    return type instanceof ParameterizedType patch
        ? isEnum(patch.getActualTypeArguments()[0])
        : ((Class<?>) type).isEnum();
  }

  /** A schema without a type takes null anyway. */
  private static boolean isAny(Type type) {
    return SCALARS.containsKey(type) && SCALARS.get(type).isEmpty();
  }

  private static boolean required(RecordComponent component) {
    var jackson = component.getAccessor().getAnnotation(JsonProperty.class);
    return component.isAnnotationPresent(Required.class) || jackson != null && jackson.required();
  }

  private static String wireName(RecordComponent component) {
    var jackson = component.getAccessor().getAnnotation(JsonProperty.class);
    return jackson == null || jackson.value().isEmpty()
        ? snake(component.getName())
        : jackson.value();
  }

  /** {@code flowRuns} as {@code flow_runs}. */
  static String snake(String name) {
    return ((PropertyNamingStrategies.NamingBase) PropertyNamingStrategies.SNAKE_CASE)
        .translate(name);
  }

  /** The schema with a description, or itself for none. */
  static ObjectNode described(String description, ObjectNode schema) {
    return description.isEmpty() ? schema : with(object().put("description", description), schema);
  }

  /** A default as a query has it; a constant, which a reference leads to, without quotes. */
  static ObjectNode withDefault(ObjectNode schema, String value) {
    return with(
        schema.has("$ref") ? object().put("default", value) : object().set("default", json(value)),
        schema);
  }

  /** Keys beside a {@code $ref} are ignored in OpenAPI 3.0, so a reference is wrapped. */
  private static ObjectNode with(ObjectNode more, ObjectNode schema) {
    if (more.isEmpty()) {
      return schema;
    }
    if (schema.has("$ref")) {
      more.putArray("allOf").add(schema);
      return more;
    }
    return schema.setAll(more);
  }

  private static ObjectNode scalar(String type, String format) {
    var schema = object().put("type", type);
    return format == null ? schema : schema.put("format", format);
  }

  static JsonNode json(String text) {
    try {
      return Json.mapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON: " + text, e);
    }
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
