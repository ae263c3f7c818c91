package dev.rigel.server.webapp;

import dev.rigel.server.http.Compression;
import jakarta.servlet.ServletContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * All that is not the API: the pages and their files. In the place of the server's own servlets for
 * files, so that addresses, headers and compression are the same on both servers. Not at {@code /}:
 * there Payara leads from {@code /settings} to the directory of that name.
 */
@WebServlet("/*")
class Pages extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Set<String> NOT_FOR_CLIENTS = Set.of("/WEB-INF/", "/META-INF/");

  @SuppressWarnings("NullAway.Init") // by init, before any request
  private transient WebSite site;

  @Override
  public void init() {
    var files = new TreeMap<String, byte[]>();
    collect(getServletContext(), "/", files);
    site = new WebSite(files);
  }

  private static void collect(ServletContext context, String directory, Map<String, byte[]> into) {
    var paths = context.getResourcePaths(directory);
    if (paths == null) {
      return;
    }
    for (var path : paths) {
      if (path.endsWith("/")) {
        if (!NOT_FOR_CLIENTS.contains(path)) {
          collect(context, path, into);
        }
      } else {
        into.put(path.substring(1), read(context, path));
      }
    }
  }

  private static byte[] read(ServletContext context, String path) {
    try (var in = context.getResourceAsStream(path)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var isHead = request.getMethod().equals("HEAD");
    if (!isHead && !request.getMethod().equals("GET")) {
      response.setHeader("Allow", "GET, HEAD");
      response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
      return;
    }
    var answer =
        site.answer(
            path(request),
            Compression.takesGzip(request.getHeader("Accept-Encoding")),
            request.getHeader("If-None-Match"));
    response.setStatus(answer.status());
    // CrossOrigin has said what every answer depends on
    answer.headers().forEach(response::addHeader);
    response.setContentLength(answer.body().length);
    if (!isHead) {
      response.getOutputStream().write(answer.body());
    }
  }

  /** By the address itself: servers put a welcome file in the place of a directory. */
  private static String path(HttpServletRequest request) {
    var path = request.getRequestURI().substring(request.getContextPath().length());
    return path.startsWith("/") ? path.substring(1) : path;
  }
}
