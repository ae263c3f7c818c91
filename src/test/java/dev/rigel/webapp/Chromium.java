package dev.rigel.webapp;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.impl.driver.jar.DriverJar;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A headless Chromium and what drives it, one for all tests of a JVM; ends with {@link #close}. The
 * browser is this machine's own, found by {@code RIGEL_CHROMIUM} or on the {@code PATH}: Playwright
 * downloads none.
 */
final class Chromium implements AutoCloseable {
  /** Said where there is no browser. */
  static final String MISSING = "no Chromium on the PATH or in RIGEL_CHROMIUM";

  /**
   * All that it writes is below, so that nothing stays in the machine's own temporary directory.
   */
  private static final Path PLACE = Path.of("target/browser").toAbsolutePath();

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** Starts one; fails when none is installed. */
  static Chromium start() {
    var program = installed().orElseThrow(() -> new IllegalStateException(MISSING));
    try {
      System.setProperty("playwright.cli.dir", driver().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var environment = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1", "TMPDIR", PLACE.toString());
    var playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    var browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of(program))
                    // root, as in containers, cannot use the sandbox; only our own pages are opened
                    .setChromiumSandbox(false)
                    .setArgs(List.of("--disable-quic", "--disable-gpu")));
    PlaywrightAssertions.setDefaultAssertionTimeout(Visitor.PATIENCE);
    return new Chromium(playwright, browser);
  }

  /** The program, if there is one on this machine. */
  static Optional<String> installed() {
    var told = System.getenv("RIGEL_CHROMIUM");
    var found =
        Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator))
            .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
            .filter(Files::isExecutable)
            .map(Path::toString);
    return told == null ? found.findFirst() : Optional.of(told);
  }

  /**
   * Playwright's own program with its Node, unpacked (134 MB, some seconds) once for all JVMs and
   * builds until the next {@code clean}. By itself it does so for every JVM.
   */
  private static Path driver() throws IOException {
    var version = Playwright.class.getPackage().getImplementationVersion();
    var driver = Files.createDirectories(PLACE).resolve("driver-" + version);
    var lock = PLACE.resolve("driver.lock");
    try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var mine = channel.lock()) {
      var whole = driver.resolve("whole");
      if (mine.isValid() && Files.notExists(whole)) {
        DriverJar.installDriverTo(driver);
        Files.createFile(whole);
      }
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
    return driver;
  }

  /** A window without a past: nothing that other windows have stored, cached or opened. */
  BrowserContext window(Browser.NewContextOptions options) {
    return browser.newContext(options);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
