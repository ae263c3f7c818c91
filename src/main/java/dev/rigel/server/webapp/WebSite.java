package dev.rigel.server.webapp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rigel.contract.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is answered below the context path, beside the API: one HTML page for all addresses that
 * have a page, and for those that have none, with 404; the page draws what its address asks for.
 * Files are there under their own path, and below {@code assets/BUILD/}, where they never change.
 *
 * <p>No address is absolute: the page's base is as many steps up as its address is deep, so it
 * holds under any context path and behind a proxy with any prefix.
 */
public final class WebSite {
  private static final String SHELL = "index.html";
  private static final String ROUTES = "routes.json";
  private static final String DOCS = "docs/";
  private static final String ASSETS = "assets/";
  private static final String LIBRARIES = "lib/";

  /**
   * Names by which modules import Lit, and the file of each; those of its parts end with a slash.
   */
  private static final Map<String, String> IMPORTS =
      Map.of(
          "lit", "lit/index.js",
          "lit-html", "lit-html/lit-html.js",
          "lit-html/", "lit-html/",
          "lit-element/", "lit-element/",
          "@lit/reactive-element", "lit__reactive-element/reactive-element.js",
          "@lit/reactive-element/", "lit__reactive-element/");

  /** Swagger UI sets styles on elements and draws its icons from {@code data:} addresses. */
  private static final String POLICY_OF_DOCS =
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
          + " frame-ancestors 'none'";

  /** Segments; no page's address is deeper. */
  private static final int DEEP = 8;

  private final Map<String, WebFile> files = new TreeMap<>();
  private final Map<Integer, WebFile> shells = new ConcurrentHashMap<>();
  private final Routes routes;
  private final String assets;
  private final String policy;
  private final String page;

  /**
   * Of these files.
   *
   * @param contents by path, without a slash at the beginning
   */
  public WebSite(Map<String, byte[]> contents) {
    contents.forEach((path, bytes) -> files.put(path, new WebFile(path, bytes)));
    // what browsers ask for where an answer is no page that names another
    files.put("favicon.ico", file("icon.svg"));
    routes = new Routes(file(ROUTES).bytes());
    assets = ASSETS + build() + "/";
    var imports = imports();
    policy = policy(imports);
    page =
        new String(file(SHELL).bytes(), UTF_8)
            .replace("@imports@", imports)
            .replace("@routes@", new String(file(ROUTES).bytes(), UTF_8))
            .replace("@assets@", assets);
  }

  /** An import map: modules name libraries, and only a browser's address of one has its version. */
  private String imports() {
    var map = new TreeMap<String, String>();
    IMPORTS.forEach(
        (name, path) -> {
          var library = LIBRARIES + path.substring(0, path.indexOf('/') + 1);
          var file = path.substring(path.indexOf('/') + 1);
          map.put(name, "./" + assets + versioned(library) + file);
        });
    try {
      return Json.mapper().writeValueAsString(Map.of("imports", map));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The directory of a library's one version. */
  private String versioned(String library) {
    return files.keySet().stream()
        .filter(path -> path.startsWith(library))
        .map(path -> path.substring(0, path.indexOf('/', library.length()) + 1))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the WAR has no " + library));
  }

  private WebFile file(String path) {
    return Objects.requireNonNull(files.get(path), () -> "the WAR has no " + path);
  }

  /** Another one as soon as any file is another. */
  private String build() {
    var all = new ByteArrayOutputStream();
    files.forEach(
        (path, file) -> {
          all.writeBytes(path.getBytes(UTF_8));
          all.writeBytes(WebFile.digest(file.bytes()));
        });
    return HexFormat.of().formatHex(WebFile.digest(all.toByteArray()), 0, 6);
  }

  private static String policy(String imports) {
    return "default-src 'none'; script-src 'self' "
        + WebFile.policyHash(imports.getBytes(UTF_8))
        + "; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self';"
        + " base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
  }

  /**
   * Answers.
   *
   * @param address below the context path, without the slash at its beginning, as it was sent
   * @param gzip whether the client takes it
   * @param known {@code If-None-Match}: the client has it already
   */
  public WebAnswer answer(String address, boolean gzip, @Nullable String known) {
    var path = decoded(address);
    if (path.startsWith(assets) && files.containsKey(path.substring(assets.length()))) {
      var file = file(path.substring(assets.length()));
      return answer(file, 200, policy, "public, max-age=31536000, immutable", gzip, known);
    }
    if (path.equals("docs")) {
      return new WebAnswer(307, Map.of("Location", DOCS), new byte[0]);
    }
    var own = path.equals(DOCS) ? DOCS + SHELL : path;
    if (files.containsKey(own) && !own.equals(SHELL)) {
      var ofFile = own.startsWith(DOCS) ? POLICY_OF_DOCS : policy;
      return answer(file(own), 200, ofFile, "no-cache", gzip, known);
    }
    var asked = path.equals(SHELL) ? "" : path;
    var status = routes.isPage(asked) ? 200 : 404;
    return answer(shell(address), status, policy, "no-cache", gzip, known);
  }

  /** What cannot be decoded is the address of nothing. */
  private static String decoded(String address) {
    try {
      return URLDecoder.decode(address.split(";", 2)[0].replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      return address;
    }
  }

  private WebFile shell(String address) {
    var depth = (int) address.chars().filter(c -> c == '/').count();
    return depth < DEEP ? shells.computeIfAbsent(depth, this::newShell) : newShell(depth);
  }

  private WebFile newShell(int depth) {
    var base = "./" + "../".repeat(depth);
    return new WebFile(SHELL, page.replace("@base@", base).getBytes(UTF_8));
  }

  private static WebAnswer answer(
      WebFile file,
      int status,
      String policy,
      String caching,
      boolean gzip,
      @Nullable String known) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("Content-Security-Policy", policy);
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Referrer-Policy", "same-origin");
    headers.put("Cross-Origin-Opener-Policy", "same-origin");
    headers.put("Cache-Control", caching);
    headers.put("ETag", file.tag());
    if (file.isWorthCompressing()) {
      headers.put("Vary", "Accept-Encoding");
    }
    if (status == 200 && known != null && known.contains(file.tag())) {
      return new WebAnswer(304, headers, new byte[0]);
    }
    headers.put("Content-Type", file.type());
    if (gzip && file.isWorthCompressing()) {
      headers.put("Content-Encoding", "gzip");
      return new WebAnswer(status, headers, file.gzip());
    }
    return new WebAnswer(status, headers, file.bytes());
  }
}
