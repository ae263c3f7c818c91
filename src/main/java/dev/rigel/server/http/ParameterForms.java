package dev.rigel.server.http;

import dev.rigel.contract.json.FieldError;
import dev.rigel.contract.json.Scalars;
import dev.rigel.server.platform.Problem;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Ids, flags, numbers, days, times and words in paths and queries, read as leniently as in bodies;
 * what does not read gives 422.
 */
@Provider
public class ParameterForms implements ParamConverterProvider {

  @Override
  @SuppressWarnings("unchecked") // the class that is compared with is the type parameter
  public <T> @Nullable ParamConverter<T> getConverter(
      Class<T> type, Type generic, Annotation[] annotations) {
    if (type == UUID.class) {
      return (ParamConverter<T>)
          new Form<>(
              placeOf(annotations), "value is not a valid uuid", "type_error.uuid", Scalars::uuid);
    }
    if (type == boolean.class) {
      return (ParamConverter<T>)
          new Form<>(
              placeOf(annotations),
              "value could not be parsed to a boolean",
              "type_error.bool",
              Scalars::flag);
    }
    if (type == Integer.class) {
      return (ParamConverter<T>)
          new Form<>(
              placeOf(annotations),
              "value is not a valid integer",
              "type_error.integer",
              text -> Integer.valueOf(text.trim()));
    }
    if (type == OffsetDateTime.class) {
      return (ParamConverter<T>)
          new Form<>(
              placeOf(annotations),
              "invalid datetime format",
              "value_error.datetime",
              Scalars::time);
    }
    if (type == LocalDate.class) {
      return (ParamConverter<T>)
          new Form<>(placeOf(annotations), "invalid date format", "value_error.date", Scalars::day);
    }
    return type.isEnum()
        ? new Form<>(
            placeOf(annotations), permitted(type), "type_error.enum", text -> constant(type, text))
        : null;
  }

  private static String permitted(Class<?> type) {
    return "value is not a valid enumeration member; permitted: "
        + Stream.of(type.getEnumConstants())
            .map(constant -> "'" + constant + "'")
            .collect(Collectors.joining(", "));
  }

  private static <T> T constant(Class<T> type, String text) {
    return Stream.of(type.getEnumConstants())
        .filter(constant -> constant.toString().equals(text))
        .findFirst()
        .orElseThrow(IllegalArgumentException::new);
  }

  /** A query parameter that must be there; 422 if it is not. */
  public static <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw Problem.invalid(List.of(FieldError.missing(List.of("query", name))), null);
    }
    return value;
  }

  private static List<Object> placeOf(Annotation[] annotations) {
    return Arrays.stream(annotations)
        .flatMap(a -> place(a).stream())
        .findFirst()
        .orElse(List.of("query"));
  }

  private static Optional<List<Object>> place(Annotation annotation) {
    if (annotation instanceof PathParam path) {
      return Optional.of(List.of("path", path.value()));
    }
    return annotation instanceof QueryParam query
        ? Optional.of(List.of("query", query.value()))
        : Optional.empty();
  }

  private record Form<T>(
      List<Object> place, String message, String type, Function<String, T> reader)
      implements ParamConverter<T> {

    @Override
    public @Nullable T fromString(@Nullable String text) {
      try {
        return text == null ? null : reader.apply(text);
      } catch (IllegalArgumentException e) {
        // anything but this exception would become a plain 404 of the server
        var problem = Problem.invalid(List.of(FieldError.of(place, message, type)), null);
        throw new WebApplicationException(
            Response.status(422)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(problem.body())
                .build());
      }
    }

    @Override
    public String toString(T value) {
      return value.toString();
    }
  }
}
