package dev.rigel.server.webapp;

import dev.rigel.contract.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The addresses that have a page, from {@code routes.json}, which the page itself goes by as well:
 * a path as {@code flow-runs/flow-run/:id}, whose {@code :} stands for any one segment.
 */
final class Routes {
  private final List<Pattern> pages;

  /** From the text of the file. */
  Routes(byte[] json) {
    try {
      pages =
          Json.mapper().readTree(json).findValuesAsText("path").stream()
              .map(Routes::pattern)
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("routes.json", e);
    }
  }

  private static Pattern pattern(String path) {
    return Pattern.compile(
        Stream.of(path.split("/"))
            .map(segment -> segment.startsWith(":") ? "[^/]+" : Pattern.quote(segment))
            .collect(Collectors.joining("/", "", "/?")));
  }

  /**
   * Whether there is a page.
   *
   * @param path without the slash at its beginning
   */
  boolean isPage(String path) {
    return path.isEmpty() || pages.stream().anyMatch(page -> page.matcher(path).matches());
  }
}
