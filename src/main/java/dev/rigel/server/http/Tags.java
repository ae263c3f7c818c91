package dev.rigel.server.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Gives what is read an {@code ETag}, and answers 304 to whoever has it already. It saves the way
 * of the answer and what a page would draw anew, not the work of finding it. Weak: the same answer
 * may go out compressed. Browsers keep it and ask each time.
 */
@Provider
@Tagged
public class Tags implements ContainerResponseFilter {
  private static final int NOT_MODIFIED = 304;

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response)
      throws IOException {
    if (response.getStatus() != 200 || !response.hasEntity()) {
      return;
    }
    var tag = tag(response.getEntity());
    response.getHeaders().putSingle(HttpHeaders.ETAG, tag);
    response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-cache");
    if (isKnown(tag, request.getHeaderString(HttpHeaders.IF_NONE_MATCH))) {
      response.setEntity(null);
      response.setStatus(NOT_MODIFIED);
    }
  }

  private static String tag(Object entity) throws IOException {
    var digest = sha256();
    try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      JsonProvider.write(entity, out);
    }
    return "W/\"" + HexFormat.of().formatHex(digest.digest(), 0, 8) + "\"";
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }

  /** Whether an If-None-Match header, if there is one, names the tag. */
  static boolean isKnown(String tag, @Nullable String known) {
    return known != null
        && (known.strip().equals("*")
            || Arrays.stream(known.split(",")).map(Tags::weak).anyMatch(weak(tag)::equals));
  }

  /** Weak tags are compared without their mark (RFC 9110, 13.1.2). */
  private static String weak(String tag) {
    var name = tag.strip();
    return name.startsWith("W/") ? name.substring(2) : name;
  }
}
