package dev.rigel.webapp;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * Someone who opens pages in a browser window of their own, for one test: in London, reading
 * British English, on a screen of 1280 by 900, without movement, unless a test says so before the
 * first page. Whatever the browser then complains of fails the test: an error of a script or in the
 * console, a report of the content security policy, a request to another server. (What a test waits
 * for with {@code waitForFunction} has to be written as a function: an expression is evaluated by
 * the page, which its policy forbids.)
 */
public final class Visitor implements AutoCloseable {
  /** Policy reports come as errors in the console, with what is needed to find their cause. */
  private static final String REPORTS =
      """
      addEventListener("securitypolicyviolation", (report) => console.error(
        `policy: ${report.violatedDirective} forbids ${report.blockedURI}, sample "${report.sample}", ${report.sourceFile}:${report.lineNumber}`));
      """;

  /** Milliseconds until what a test waits for counts as missing: builds share machines. */
  static final int PATIENCE = 30_000;

  private final Chromium chromium;
  private final Browser.NewContextOptions options =
      new Browser.NewContextOptions()
          .setLocale("en-GB")
          .setTimezoneId("Europe/London")
          .setViewportSize(1280, 900)
          .setReducedMotion(ReducedMotion.REDUCE);
  private final List<String> troubles = new CopyOnWriteArrayList<>();
  private final Set<String> expected = new HashSet<>();
  private final Set<String> servers = new HashSet<>();
  private final List<Visitor> others = new ArrayList<>();
  private BrowserContext window;

  Visitor(Chromium chromium) {
    this.chromium = chromium;
  }

  /** Where the visitor is, what is spoken there, and the like; before the first page. */
  public Browser.NewContextOptions options() {
    if (window != null) {
      throw new IllegalStateException("a page is open already");
    }
    return options;
  }

  /** On a screen of another size; before the first page. */
  public Visitor on(int width, int height) {
    options().setViewportSize(width, height);
    return this;
  }

  /** In another zone; before the first page. */
  public Visitor in(String zone) {
    options().setTimezoneId(zone);
    return this;
  }

  /** With another language; before the first page. */
  public Visitor speaking(String locale) {
    options().setLocale(locale);
    return this;
  }

  /** Complaints that contain this are what the test is about, such as {@code status of 503}. */
  public Visitor expects(String complaint) {
    expected.add(complaint);
    return this;
  }

  /** Somebody else with a browser window of their own, who leaves with this one. */
  public Visitor another() {
    var other = new Visitor(chromium);
    others.add(other);
    return other;
  }

  /** Opens an address in a tab of its own, and waits until its files are there. */
  public Page open(URI address) {
    var page = tab();
    page.navigate(address.toString());
    return page;
  }

  /** An empty tab. */
  public Page tab() {
    return window().newPage();
  }

  /** The window, for what only it can do. */
  public BrowserContext window() {
    if (window == null) {
      window = chromium.window(options);
      window.setDefaultTimeout(PATIENCE);
      window.addInitScript(REPORTS);
      window.onWebError(error -> troubles.add("script: " + error.error()));
      window.onConsoleMessage(this::hear);
      window.onRequest(this::watch);
    }
    return window;
  }

  private void hear(ConsoleMessage message) {
    if (message.type().equals("error")) {
      troubles.add(message.text() + " (" + message.location() + ")");
    }
  }

  private void watch(Request request) {
    var asked = URI.create(request.url().replaceFirst("[?#].*", "")).getAuthority();
    if (request.isNavigationRequest()) {
      servers.add(asked);
    } else if (asked != null && !servers.contains(asked)) {
      troubles.add("asks another server: " + request.url());
    }
  }

  /** What the browser has complained of up to now and no test expects. */
  public List<String> troubles() {
    if (window != null) {
      // complaints come in order with answers: with this one, all that were made before
      window.pages().forEach(page -> page.evaluate("0"));
    }
    var own = troubles.stream().filter(trouble -> expected.stream().noneMatch(trouble::contains));
    return Stream.concat(own, others.stream().flatMap(other -> other.troubles().stream())).toList();
  }

  /** What is open, as pictures for who looks for the cause. */
  void photograph(Path folder, String name) throws IOException {
    if (window == null) {
      return;
    }
    Files.createDirectories(folder);
    for (var page : window.pages()) {
      var number = window.pages().indexOf(page);
      var file = folder.resolve(name + (number == 0 ? "" : "-" + number) + ".png");
      page.screenshot(new Page.ScreenshotOptions().setPath(file));
    }
  }

  /** Closes all tabs, and forgets what they have stored. */
  @Override
  public void close() {
    others.forEach(Visitor::close);
    if (window != null) {
      window.close();
      window = null;
    }
  }
}
