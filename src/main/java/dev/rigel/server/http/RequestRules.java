package dev.rigel.server.http;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What holds for every request: its API version and its trailing slash. */
@Provider
@PreMatching
public class RequestRules implements ContainerRequestFilter {
  /** The header in which clients tell the API version they speak. */
  public static final String VERSION_HEADER = "X-PREFECT-API-VERSION";

  private static final Pattern VERSION = Pattern.compile("(\\d{1,9})\\.(\\d{1,9})\\.(\\d{1,9})");

  @Context Application application;

  private volatile @Nullable Set<String> collections;

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
  private boolean misplacedSlash(String path) {
    return collections().contains(path)
        || path.endsWith("/")
            && path.length() > 1
            && !collections().contains(path.substring(0, path.length() - 1));
  }

  /** The paths at which the contract puts an operation with a slash. */
  private Set<String> collections() {
    var known = collections;
    if (known == null) {
      known =
          application.getClasses().stream()
              .flatMap(type -> Stream.of(type.getInterfaces()))
              .filter(RequestRules::isCollection)
              .map(contract -> contract.getAnnotation(Path.class).value())
              .collect(Collectors.toUnmodifiableSet());
      collections = known;
    }
    return known;
  }

  private static boolean isCollection(Class<?> contract) {
    return Stream.of(contract.getMethods())
        .map(method -> method.getAnnotation(Path.class))
        .anyMatch(path -> path != null && path.value().equals("/"));
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
