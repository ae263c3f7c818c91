package dev.rigel.server.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What holds for every request: its API version and its trailing slash. */
@Provider
@PreMatching
public class RequestRules implements ContainerRequestFilter {
  /** The header in which clients tell the API version they speak. */
  public static final String VERSION_HEADER = "X-PREFECT-API-VERSION";

  private static final Pattern VERSION = Pattern.compile("(\\d{1,9})\\.(\\d{1,9})\\.(\\d{1,9})");
  private static final Set<String> COLLECTIONS =
      Set.of(
          "flows",
          "flow_runs",
          "task_runs",
          "flow_run_states",
          "task_run_states",
          "deployments",
          "calendars",
          "work_queues",
          "logs",
          "concurrency_limits",
          "block_types",
          "block_schemas",
          "block_documents",
          "block_capabilities",
          "saved_searches",
          "flow_run_notification_policies");

  @Override
  public void filter(ContainerRequestContext request) {
    var path = request.getUriInfo().getPath(false);
    path = path.startsWith("/") ? path.substring(1) : path;
    if (request.getMethod().equals("OPTIONS")) {
      request.abortWith(Response.ok().build());
    } else if (misplacedSlash(path)) {
      request.abortWith(redirect(request, path));
    } else if (!path.equals("health") && !path.equals("ready")) {
      checkVersion(request);
    }
  }

  /** Collections are registered with a slash, everything else without. */
  private static boolean misplacedSlash(String path) {
    return COLLECTIONS.contains(path)
        || path.endsWith("/")
            && path.length() > 1
            && !COLLECTIONS.contains(path.substring(0, path.length() - 1));
  }

  /** Relative to what was asked: a proxy in front may know another scheme, name and prefix. */
  private static Response redirect(ContainerRequestContext request, String path) {
    var plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    var last = plain.substring(plain.lastIndexOf('/') + 1);
    var query = request.getUriInfo().getRequestUri().getRawQuery();
    return Response.status(307)
        .header(
            "Location",
            (path.endsWith("/") ? "../" + last : last + "/") + (query == null ? "" : "?" + query))
        .build();
  }

  private static void checkVersion(ContainerRequestContext request) {
    var version = request.getHeaderString(VERSION_HEADER);
    if (version == null) {
      return;
    }
    if (!VERSION.matcher(version).matches()) {
      refuse(
          request,
          "Invalid X-PREFECT-API-VERSION header format.Expected header in format 'x.y.z' but received "
              + version);
    } else if (isBefore(version, "0.8.0")) {
      refuse(
          request,
          "The request specified API version "
              + version
              + " but this server requires version 0.8.0 or higher.");
    }
  }

  /** Whether one version, {@code x.y.z}, is older than another. */
  public static boolean isBefore(String version, String other) {
    var mine = VERSION.matcher(version);
    var theirs = VERSION.matcher(other);
    if (!mine.matches() || !theirs.matches()) {
      return false;
    }
    for (int i = 1; i <= 3; i++) {
      var difference =
          Integer.compare(Integer.parseInt(mine.group(i)), Integer.parseInt(theirs.group(i)));
      if (difference != 0) {
        return difference < 0;
      }
    }
    return false;
  }

  private static void refuse(ContainerRequestContext request, String detail) {
    request.abortWith(
        Response.status(400)
            .type(MediaType.APPLICATION_JSON_TYPE)
            .entity(Map.of("detail", detail))
            .build());
  }
}
