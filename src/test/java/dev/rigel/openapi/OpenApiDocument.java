package dev.rigel.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rigel.contract.admin.Readiness;
import dev.rigel.contract.json.Answers;
import dev.rigel.contract.json.Json;
import dev.rigel.contract.json.Required;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.File;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The contract as an OpenAPI 3.0 document: paths and parameters from the JAX-RS annotations,
 * schemas from the records, texts from the doc comments, and so the statuses: a comment that says
 * "404 if unknown" is what the document says.
 */
final class OpenApiDocument {
  private static final java.nio.file.Path SOURCES =
      java.nio.file.Path.of("src/main/java/dev/rigel/contract");
  private static final Pattern STATUS = Pattern.compile("\\b(20[01]|40[0349]|503)\\b");
  private static final Map<String, String> PROBLEMS =
      Map.of(
          "400", "BadRequest",
          "403", "Forbidden",
          "404", "NotFound",
          "409", "Conflict",
          "422", "Invalid",
          "503", "Busy");

  private static final Map<String, String> SUCCESSES =
      Map.of("200", "Done", "201", "Created", "202", "Accepted", "204", "Done; there is no body");

  private final DocComments docs = new DocComments(SOURCES);
  private final Schemas schemas = new Schemas(docs);
  private final ObjectNode document = Schemas.object();

  private OpenApiDocument() throws IOException {}

  /** The document. */
  static ObjectNode ofTheContract() throws IOException {
    return new OpenApiDocument().write();
  }

  private ObjectNode write() throws IOException {
    var interfaces = interfaces();
    operations(interfaces).forEach(m -> bodyOf(m).ifPresent(schemas::request));
    document.setAll(frame());
    var components = (ObjectNode) document.remove("components");
    document.withObjectProperty("info").put("version", version());
    interfaces.forEach(this::tag);
    document.putObject("paths").setAll(paths(interfaces));
    var all = components.withObjectProperty("schemas");
    schemas.components().forEach((name, schema) -> add(all, name, schema));
    return document.set("components", components);
  }

  /** A record must not take the place of what the frame says of all operations. */
  private static void add(ObjectNode schemas, String name, JsonNode schema) {
    if (schemas.has(name)) {
      throw new IllegalStateException("the frame has a schema " + name + ": rename the record");
    }
    schemas.set(name, schema);
  }

  /** What belongs to no operation: who, where, under which licence; the problems, their bodies. */
  private static ObjectNode frame() throws IOException {
    try (var json = OpenApiDocument.class.getResourceAsStream("frame.json")) {
      return Json.mapper().readValue(json, ObjectNode.class);
    }
  }

  /** Of the product, from the pom: the first version there. */
  private static String version() throws IOException {
    var pom = Files.readString(java.nio.file.Path.of("pom.xml"));
    return pom.split("</?version>", 3)[1];
  }

  private static List<? extends Class<?>> interfaces() throws IOException {
    try (var files = Files.walk(SOURCES)) {
      return files
          .map(file -> SOURCES.getParent().getParent().getParent().relativize(file).toString())
          .filter(file -> file.endsWith("Api.java"))
          .map(file -> file.replaceFirst("\\.java$", "").replace(File.separatorChar, '.'))
          .map(OpenApiDocument::load)
          .sorted(Comparator.comparing(OpenApiDocument::pathOf))
          .toList();
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("not compiled: " + name, e);
    }
  }

  private static Stream<Method> operations(List<? extends Class<?>> interfaces) {
    return interfaces.stream()
        .flatMap(api -> Stream.of(api.getDeclaredMethods()))
        .filter(method -> verbOf(method).isPresent());
  }

  private static Optional<String> verbOf(Method method) {
    return Stream.of(method.getAnnotations())
        .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
        .filter(verb -> verb != null)
        .map(verb -> verb.value().toLowerCase(Locale.ROOT))
        .findFirst();
  }

  private static String pathOf(Class<?> api) {
    return api.getAnnotation(Path.class).value();
  }

  private static String pathOf(Method method) {
    var below = method.getAnnotation(Path.class);
    return ("/api/"
            + pathOf(method.getDeclaringClass())
            + (below == null ? "" : "/" + below.value()))
        .replaceAll("/+", "/");
  }

  private void tag(Class<?> api) {
    document.withArray("tags").addObject().put("name", tagOf(api)).put("description", docs.of(api));
  }

  /** {@code Flow runs} for {@code FlowRunsApi}. */
  private static String tagOf(Class<?> api) {
    var words = Schemas.snake(nameOf(api)).replace('_', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private static String nameOf(Class<?> api) {
    return api.getSimpleName().replaceFirst("Api$", "");
  }

  private Map<String, ObjectNode> paths(List<? extends Class<?>> interfaces) {
    var paths = new TreeMap<String, ObjectNode>();
    operations(interfaces)
        .sorted(Comparator.comparing(method -> verbOf(method).orElseThrow()))
        .forEach(
            method ->
                paths
                    .computeIfAbsent(pathOf(method), path -> Schemas.object())
                    .set(verbOf(method).orElseThrow(), operation(method)));
    return paths;
  }

  private ObjectNode operation(Method method) {
    var about = docs.of(method);
    var operation = Schemas.object();
    operation.putArray("tags").add(tagOf(method.getDeclaringClass()));
    operation.put("summary", about.split("[.;:]", 2)[0]);
    operation.put("description", about);
    operation.put(
        "operationId", Schemas.snake(nameOf(method.getDeclaringClass()) + "_" + method.getName()));
    if (about.contains("Deprecated.")) {
      operation.put("deprecated", true);
    }
    var versioned = !about.contains("version header is not checked");
    for (var parameter : method.getParameters()) {
      parameter(parameter).ifPresent(one -> operation.withArray("parameters").add(one));
    }
    bodyOf(method).ifPresent(body -> operation.set("requestBody", requestBody(body)));
    operation.set("responses", responses(method, about, versioned));
    return operation;
  }

  private Optional<ObjectNode> parameter(Parameter parameter) {
    return Stream.of(parameter.getAnnotations())
        .flatMap(annotation -> placeOf(annotation).stream())
        .map(
            place -> {
              var schema = schemas.of(parameter.getParameterizedType());
              var fallback = parameter.getAnnotation(DefaultValue.class);
              if (fallback != null) {
                schema = Schemas.withDefault(schema, fallback.value());
              }
              var required =
                  place.kind().equals("path") || parameter.isAnnotationPresent(Required.class);
              var made = Schemas.object().put("name", place.name()).put("in", place.kind());
              made.put("required", required).set("schema", schema);
              return made;
            })
        .findFirst();
  }

  private record Place(String kind, String name) {}

  private static Optional<Place> placeOf(Annotation annotation) {
    if (annotation instanceof PathParam path) {
      return Optional.of(new Place("path", path.value()));
    }
    if (annotation instanceof QueryParam query) {
      return Optional.of(new Place("query", query.value()));
    }
    return annotation instanceof HeaderParam header
        ? Optional.of(new Place("header", header.value()))
        : Optional.empty();
  }

  /** The one parameter that is not annotated as anything else. */
  private static Optional<Type> bodyOf(Method method) {
    return Stream.of(method.getParameters())
        .filter(p -> Stream.of(p.getAnnotations()).noneMatch(a -> placeOf(a).isPresent()))
        .map(Parameter::getParameterizedType)
        .findFirst();
  }

  private ObjectNode requestBody(Type body) {
    return content(Schemas.object(), schemas.of(body)).put("required", !Schemas.mayBeAbsent(body));
  }

  private static ObjectNode content(ObjectNode around, ObjectNode schema) {
    around.putObject("content").putObject("application/json").set("schema", schema);
    return around;
  }

  private ObjectNode responses(Method method, String about, boolean versioned) {
    var told = STATUS.matcher(about).results().map(r -> r.group()).collect(Collectors.toSet());
    var statuses = new TreeSet<>(told);
    statuses.add(successOf(method));
    if (versioned) {
      statuses.addAll(List.of("400", "503"));
    }
    if (method.getParameterCount() > 0) {
      statuses.add("422");
    }
    var responses = Schemas.object();
    statuses.forEach(status -> responses.set(status, response(method, status, about)));
    return responses;
  }

  private static String successOf(Method method) {
    var answers = method.getAnnotation(Answers.class);
    if (answers != null) {
      return String.valueOf(answers.value());
    }
    return method.getReturnType() == void.class ? "204" : "200";
  }

  private ObjectNode response(Method method, String status, String about) {
    // not ready is no problem of the request: the body says what is wrong
    var ownBody = status.equals("503") && method.getReturnType() == Readiness.class;
    if (ownBody) {
      return content(
          Schemas.object().put("description", "Not ready"),
          schemas.of(method.getGenericReturnType()));
    }
    if (PROBLEMS.containsKey(status)) {
      return Schemas.object().put("$ref", "#/components/responses/" + PROBLEMS.get(status));
    }
    var response = Schemas.object().put("description", SUCCESSES.get(status));
    if (status.equals("204")) {
      return response;
    }
    if (method.getReturnType() == Response.class) {
      return file(response, method.getAnnotation(Produces.class).value());
    }
    var empty = method.getReturnType() == void.class;
    return content(response, empty ? Schemas.object() : schemas.of(answerOf(method)));
  }

  /** Text that is no JSON, in one of some media types. */
  private static ObjectNode file(ObjectNode around, String... types) {
    Stream.of(types)
        .forEach(
            type ->
                around
                    .withObject("/content")
                    .putObject(type)
                    .putObject("schema")
                    .put("type", "string"));
    return around;
  }

  /** What is answered later is answered all the same. */
  private static Type answerOf(Method method) {
    return method.getReturnType() == CompletionStage.class
        ? ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[0]
        : method.getGenericReturnType();
  }
}
