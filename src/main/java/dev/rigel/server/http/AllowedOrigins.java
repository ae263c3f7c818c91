package dev.rigel.server.http;

import dev.rigel.contract.setting.Origins;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * From where pages may call the API, and under which names the server is asked for. A page of the
 * server itself always may. What is no browser sends no {@code Origin} and is not asked for one.
 *
 * @param origins such as {@code https://rigel.example}, as browsers write them; {@code *} is any
 */
record AllowedOrigins(Set<String> origins) {
  /**
   * Endings of names that nobody can register: RFC 6761 and 6762, ICANN's {@code .internal}, and
   * {@code .svc} inside Kubernetes.
   */
  private static final List<String> PRIVATE = List.of(".localhost", ".local", ".internal", ".svc");

  /** Whether every page may, as with the reference; then no name is looked at either. */
  boolean any() {
    return origins.contains(Origins.ANY);
  }

  /** Whether pages of this origin may call, though the server is not theirs. */
  boolean lists(String origin) {
    return any() || origins.contains(Origins.asBrowsersDo(origin));
  }

  /**
   * Whether an origin is the address that was asked: then the page came from here. The scheme does
   * not count, as a proxy in front may have taken the TLS away.
   *
   * @param host the {@code Host} header, if there is one
   */
  static boolean isOwn(String origin, @Nullable String host) {
    var page = Origins.asBrowsersDo(origin);
    return host != null
        && Stream.of("http://", "https://")
            .anyMatch(scheme -> page.equals(Origins.asBrowsersDo(scheme + host)));
  }

  /**
   * Whether a name can only mean this server: an address, a name that no stranger can register, or
   * one of an origin in the list. Any other may be a stranger's name that was made to resolve to
   * this machine, so that the stranger's page counts as ours (DNS rebinding).
   *
   * @param host the {@code Host} header, if there is one
   */
  boolean knows(@Nullable String host) {
    if (any() || host == null) {
      return true;
    }
    var name = host.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
    return name.startsWith("[")
        || !name.contains(".")
        || name.matches("\\d{1,3}(\\.\\d{1,3}){3}")
        || PRIVATE.stream().anyMatch(name::endsWith)
        || origins.stream().anyMatch(origin -> name.equals(URI.create(origin).getHost()));
  }
}
