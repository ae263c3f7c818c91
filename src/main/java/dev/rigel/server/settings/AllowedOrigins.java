package dev.rigel.server.settings;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * From where pages may call the API, and under which names the server is asked for. A page of the
 * server itself always may. What is no browser sends no {@code Origin} and is not asked for one.
 *
 * @param origins such as {@code https://rigel.example}, as browsers write them
 * @param any whether every page may, as with the reference; then no name is looked at either
 */
public record AllowedOrigins(Set<String> origins, boolean any) {
  private static final String ANY = "*";

  /**
   * Endings of names that nobody can register: RFC 6761 and 6762, ICANN's {@code .internal}, and
   * {@code .svc} inside Kubernetes.
   */
  private static final List<String> PRIVATE = List.of(".localhost", ".local", ".internal", ".svc");

  /**
   * Reads a list with commas; empty for none, {@code *} for any.
   *
   * @throws IllegalArgumentException if an element is no origin
   */
  public static AllowedOrigins parse(String list) {
    var origins = new TreeSet<String>();
    Arrays.stream(list.split(","))
        .map(origin -> asBrowsersDo(origin.trim().replaceFirst("/$", "")))
        .filter(origin -> !origin.isEmpty())
        .forEach(origins::add);
    var any = origins.remove(ANY);
    origins.forEach(AllowedOrigins::demandOrigin);
    return new AllowedOrigins(Set.copyOf(origins), any);
  }

  private static void demandOrigin(String origin) {
    if (!origin.matches("https?://[^/?#@]+") || URI.create(origin).getHost() == null) {
      throw new IllegalArgumentException("no origin: " + origin);
    }
  }

  /** Whether pages of this origin may call, though the server is not theirs. */
  public boolean lists(String origin) {
    return any || origins.contains(asBrowsersDo(origin));
  }

  /** In lower case, and without the port that the scheme has by itself. */
  private static String asBrowsersDo(String origin) {
    var lower = origin.toLowerCase(Locale.ROOT);
    return lower.replaceFirst(lower.startsWith("https:") ? ":443$" : ":80$", "");
  }

  /**
   * Whether an origin is the address that was asked: then the page came from here. The scheme does
   * not count, as a proxy in front may have taken the TLS away.
   *
   * @param host the {@code Host} header; null for none
   */
  public static boolean isOwn(String origin, String host) {
    var page = asBrowsersDo(origin);
    return host != null
        && Stream.of("http://", "https://")
            .anyMatch(scheme -> page.equals(asBrowsersDo(scheme + host)));
  }

  /**
   * Whether a name can only mean this server: an address, a name that no stranger can register, or
   * one of an origin in the list. Any other may be a stranger's name that was made to resolve to
   * this machine, so that the stranger's page counts as ours (DNS rebinding).
   *
   * @param host the {@code Host} header; null for none
   */
  public boolean knows(String host) {
    if (any || host == null) {
      return true;
    }
    var name = host.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
    return name.startsWith("[")
        || !name.contains(".")
        || name.matches("\\d{1,3}(\\.\\d{1,3}){3}")
        || PRIVATE.stream().anyMatch(name::endsWith)
        || origins.stream().anyMatch(origin -> name.equals(URI.create(origin).getHost()));
  }

  /** As the setting is written. */
  @Override
  public String toString() {
    return any ? ANY : String.join(",", new TreeSet<>(origins));
  }
}
