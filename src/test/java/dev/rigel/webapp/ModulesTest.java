package dev.rigel.webapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The modules of the pages that draw nothing, by the cases in {@code src/test/webapp/*.test.js}.
 * Each file exports an object of functions by the facts they prove, which throw when the fact is
 * none; and, unless that is the usual one, for which visitor: {@code visitor = { locale, zone }}.
 */
@InBrowser
class ModulesTest {
  private static final Path CASES = Path.of("src/test/webapp");
  private static final String CASE = "async ([file, fact]) => (await import(file)).default[fact]()";
  private static final String VISITOR = "async (file) => (await import(file)).visitor ?? null";

  @TestFactory
  Stream<DynamicContainer> modules(Visitor visitor, FakeServer server) throws IOException {
    var page = visitor.open(server.bare());
    return files().stream()
        .map(
            file -> {
              var place = assets(page) + "test/" + file;
              var other = (Map<?, ?>) page.evaluate(VISITOR, place);
              return other == null
                  ? cases(page, file)
                  : cases(
                      visitor
                          .another()
                          .speaking(other.get("locale").toString())
                          .in(other.get("zone").toString())
                          .open(server.bare()),
                      file);
            });
  }

  private static List<String> files() throws IOException {
    try (var files = Files.list(CASES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".test.js"))
          .sorted()
          .toList();
    }
  }

  private static DynamicContainer cases(Page page, String name) {
    var file = assets(page) + "test/" + name;
    var facts =
        (List<?>) page.evaluate("async (file) => Object.keys((await import(file)).default)", file);
    assertThat(facts).as(name).isNotEmpty();
    return DynamicContainer.dynamicContainer(
        name.replace(".test.js", ""),
        facts.stream()
            .map(
                fact ->
                    DynamicTest.dynamicTest(
                        fact.toString(), () -> page.evaluate(CASE, List.of(file, fact)))));
  }

  /** Where the modules are, of which each is there once: its cases get the one that pages get. */
  private static String assets(Page page) {
    return (String)
        page.evaluate("document.querySelector('#favicon').href.replace('icon.svg', '')");
  }
}
