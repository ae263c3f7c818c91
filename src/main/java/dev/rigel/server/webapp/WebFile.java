package dev.rigel.server.webapp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** A file, with what goes out of it. */
final class WebFile {
  /** Bytes; what is not longer fits into one packet, compressed or not. */
  private static final int SHORT = 1_400;

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "json", "application/json",
          "svg", "image/svg+xml",
          "txt", "text/plain; charset=utf-8",
          "LICENSE", "text/plain; charset=utf-8");

  private final byte[] bytes;
  private final String type;
  private final String tag;
  private volatile byte @Nullable [] gzip;

  WebFile(String path, byte[] bytes) {
    this.bytes = bytes.clone();
    this.type = TYPES.getOrDefault(ending(path), "application/octet-stream");
    this.tag = "W/\"" + HexFormat.of().formatHex(digest(bytes), 0, 8) + "\"";
  }

  /** What follows the last dot of its name; the whole name if there is none. */
  private static String ending(String path) {
    var name = path.substring(path.lastIndexOf('/') + 1);
    return name.substring(name.lastIndexOf('.') + 1);
  }

  byte[] bytes() {
    return bytes;
  }

  String type() {
    return type;
  }

  /** Its {@code ETag}, the same for the file and for what is compressed of it. */
  String tag() {
    return tag;
  }

  boolean isWorthCompressing() {
    return bytes.length > SHORT && !type.startsWith("application/octet");
  }

  /** Compressed once, when it is first asked for. */
  byte[] gzip() {
    var made = gzip;
    if (made == null) {
      made = compressed();
      gzip = made;
    }
    return made;
  }

  private byte[] compressed() {
    var out = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** As a Content-Security-Policy names an inline script. */
  static String policyHash(byte[] script) {
    return "'sha256-" + Base64.getEncoder().encodeToString(digest(script)) + "'";
  }

  static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }
}
