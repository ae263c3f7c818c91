package dev.rigel.server.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A request below the API is {@link JsonRequest JSON}, and its path is taken as it is: JAX-RS would
 * cut {@code ;…} off a segment as a matrix parameter, of which the API has none, and stumble over
 * what clients may leave unencoded. Both are percent-encoded before it looks. What the servers
 * themselves refuse never comes here: {@code Names} keeps it out of names.
 */
@WebFilter(urlPatterns = "/api/*", asyncSupported = true)
class WholePaths extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final String KEPT = "-._~!$&'()*+,=:@/%";

  @Override
  protected void doFilter(HttpServletRequest request, HttpServletResponse answer, FilterChain chain)
      throws IOException, ServletException {
    var json = new JsonRequest(request);
    var encoded = encoded(request.getRequestURI());
    chain.doFilter(
        encoded.equals(request.getRequestURI()) ? json : new Rewritten(json, encoded), answer);
  }

  /** The path with all that is not plain in a segment percent-encoded; escapes stay as they are. */
  static String encoded(String path) {
    var encoded = new StringBuilder();
    path.codePoints()
        .forEach(
            c -> {
              if (c > 0x7f || Character.isLetterOrDigit(c) || KEPT.indexOf(c) >= 0) {
                encoded.appendCodePoint(c);
              } else {
                for (var b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                  encoded.append("%%%02X".formatted(b));
                }
              }
            });
    return encoded.toString();
  }

  private static final class Rewritten extends HttpServletRequestWrapper {
    private final String path;

    Rewritten(HttpServletRequest request, String path) {
      super(request);
      this.path = path;
    }

    @Override
    public String getRequestURI() {
      return path;
    }

    @Override
    public StringBuffer getRequestURL() {
      var url = super.getRequestURL();
      var end = url.length() - super.getRequestURI().length();
      return new StringBuffer(url.substring(0, end)).append(path);
    }
  }
}
