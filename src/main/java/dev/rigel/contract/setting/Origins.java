package dev.rigel.contract.setting;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Origins of pages, such as {@code https://rigel.example}. */
public final class Origins {
  /** Every origin. */
  public static final String ANY = "*";

  private Origins() {}

  /** Reads a list with commas; spaces, case and a last slash do not matter. */
  static Set<String> parse(String list) {
    var origins = new TreeSet<String>();
    Arrays.stream(list.split(","))
        .map(origin -> asBrowsersDo(origin.trim().replaceFirst("/$", "")))
        .filter(origin -> !origin.isEmpty())
        .forEach(origins::add);
    var any = origins.remove(ANY);
    origins.forEach(Origins::demandOrigin);
    return any ? Set.of(ANY) : Set.copyOf(origins);
  }

  private static void demandOrigin(String origin) {
    if (!origin.matches("https?://[^/?#@]+") || URI.create(origin).getHost() == null) {
      throw new IllegalArgumentException("no origin: " + origin);
    }
  }

  /** In lower case, and without the port that the scheme has by itself. */
  public static String asBrowsersDo(String origin) {
    var lower = origin.toLowerCase(Locale.ROOT);
    return lower.replaceFirst(lower.startsWith("https:") ? ":443$" : ":80$", "");
  }

  /** As {@link #parse} reads it. */
  static String text(Set<String> origins) {
    return String.join(",", new TreeSet<>(origins));
  }
}
