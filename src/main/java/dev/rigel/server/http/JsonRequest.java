package dev.rigel.server.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body, and whose answer, is JSON, whatever its headers call them. The servers read
 * these headers before any filter of JAX-RS: what is malformed they answer with a page of their
 * own, and what accepts something else they carry out and then cannot answer.
 */
final class JsonRequest extends HttpServletRequestWrapper {
  private static final String CONTENT_TYPE = "application/json";
  private static final Map<String, String> HEADERS =
      Map.of("content-type", CONTENT_TYPE, "accept", "*/*");

  JsonRequest(HttpServletRequest request) {
    super(request);
  }

  private static @Nullable String known(String name) {
    return HEADERS.get(name.toLowerCase(Locale.ROOT));
  }

  @Override
  public String getContentType() {
    return CONTENT_TYPE;
  }

  @Override
  public @Nullable String getHeader(String name) {
    return known(name) == null ? super.getHeader(name) : known(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return known(name) == null
        ? super.getHeaders(name)
        : Collections.enumeration(Collections.singleton(known(name)));
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    var names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(Collections.list(super.getHeaderNames()));
    names.addAll(HEADERS.keySet());
    return Collections.enumeration(names);
  }
}
