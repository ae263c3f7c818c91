package dev.rigel.webapp;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Pictures of pages in {@code target/pictures}, for people who review a change: nothing compares
 * them. {@code -Drigel.pictures=all} takes those of every page, {@code -Drigel.pictures=docs}
 * renews those that README and documentation show.
 */
@InBrowser
class PicturesTest {
  private static final Path FOLDER = Path.of("target/pictures");
  private static final Path DOCS = Path.of("docs/pictures");

  /** What README and documentation show. */
  private static final List<String> SHOWN =
      List.of("dashboard-light", "run-light", "schedule-light");

  private static final String WANTED = System.getProperty("rigel.pictures", "");
  private static final int WIDE = 1280;
  private static final int NARROW = 390;

  private final Visitor visitor;
  private final FakeServer server;

  PicturesTest(Visitor visitor, FakeServer server) {
    this.visitor = visitor;
    this.server = server;
  }

  @Test
  void pages_that_people_see_first() throws IOException {
    var failed = Shop.open(server);
    var page = visitor.tab();
    take(page, "", "dashboard");
    take(page, "flow-runs", "runs");
    take(page, "flow-runs/flow-run/" + failed.id(), "run");
    take(page, "deployments", "deployments");
    take(page, "work-queues", "work-queues");
    take(page, "schedule", "schedule");
    take(page, "schedule?view=month", "schedule-month");
    if (WANTED.equals("docs")) {
      Files.createDirectories(DOCS);
      for (var name : SHOWN) {
        Files.copy(FOLDER.resolve(name + ".png"), DOCS.resolve(name + ".png"), REPLACE_EXISTING);
      }
    }
  }

  @Test
  void every_page() throws IOException {
    Everything.fill(server);
    var page = visitor.tab();
    for (var route : WANTED.equals("all") ? Everything.routes() : List.of("settings")) {
      take(page, Everything.addressOf(route), "page-" + (route.isEmpty() ? "dashboard" : route));
    }
  }

  private void take(Page page, String address, String name) {
    page.setViewportSize(WIDE, 900);
    page.navigate(server.at(address).toString());
    assertThat(Seen.title(page)).hasCount(1);
    assertThat(page.locator(".waiting")).hasCount(0);
    var file = name.replace(":", "").replace('/', '-');
    photograph(page, file + "-light", ColorScheme.LIGHT);
    photograph(page, file + "-dark", ColorScheme.DARK);
    page.setViewportSize(NARROW, 900);
    photograph(page, file + "-narrow", ColorScheme.LIGHT);
  }

  private static void photograph(Page page, String name, ColorScheme scheme) {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    page.screenshot(
        new Page.ScreenshotOptions().setPath(FOLDER.resolve(name + ".png")).setFullPage(true));
  }
}
