package dev.rigel.client;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** What the annotations of a method of the contract make of its arguments. */
final class CallParts {
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  /** What may stand in a segment and means nothing there to anybody; a semicolon may. */
  private static final String IN_A_SEGMENT = UNRESERVED + "!$&'()*+,=:@";

  private final Method method;
  private final StringBuilder path = new StringBuilder();
  private final StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
  private final Map<String, String> headers = new LinkedHashMap<>();
  private @Nullable Object body;

  /** Of a call; an argument that is null is left out. */
  CallParts(Method method, Object @Nullable [] arguments) {
    this.method = method;
    append(method.getDeclaringClass().getAnnotation(Path.class));
    append(method.getAnnotation(Path.class));
    for (int i = 0; arguments != null && i < arguments.length; i++) {
      if (arguments[i] != null) {
        add(i, arguments[i]);
      }
    }
  }

  private void append(@Nullable Path part) {
    if (part != null) {
      path.append('/').append(part.value().replaceFirst("^/", ""));
    }
  }

  private void add(int index, Object argument) {
    var parameter = method.getParameters()[index];
    var inPath = parameter.getAnnotation(PathParam.class);
    var inQuery = parameter.getAnnotation(QueryParam.class);
    var inHeader = parameter.getAnnotation(HeaderParam.class);
    if (inPath != null) {
      fill("{" + inPath.value() + "}", encoded(argument.toString(), IN_A_SEGMENT));
    } else if (inQuery != null) {
      query.add(inQuery.value() + "=" + encoded(argument.toString(), UNRESERVED));
    } else if (inHeader != null) {
      headers.put(inHeader.value(), argument.toString());
    } else {
      body = argument;
    }
  }

  private void fill(String place, String value) {
    var start = path.indexOf(place);
    path.replace(start, start + place.length(), value);
  }

  private static String encoded(String text, String plain) {
    var encoded = new StringBuilder();
    for (var octet : text.getBytes(StandardCharsets.UTF_8)) {
      if (octet > 0 && plain.indexOf(octet) >= 0) {
        encoded.append((char) octet);
      } else {
        encoded.append("%%%02X".formatted(octet));
      }
    }
    return encoded.toString();
  }

  /** The method of HTTP. */
  String verb() {
    return Arrays.stream(method.getAnnotations())
        .flatMap(
            a -> Optional.ofNullable(a.annotationType().getAnnotation(HttpMethod.class)).stream())
        .map(HttpMethod::value)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(method + " is no call of the API"));
  }

  URI address(URI api) {
    return URI.create(api.toString() + path + query);
  }

  /** By name; besides those of every call. */
  Map<String, String> headers() {
    return headers;
  }

  Optional<Object> body() {
    return Optional.ofNullable(body);
  }
}
