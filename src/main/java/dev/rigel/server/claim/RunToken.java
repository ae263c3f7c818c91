package dev.rigel.server.claim;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What speaks for a claimed run: a bearer token that nobody can guess. It follows from the id of
 * the request that claimed the run, which is random and which only the agent knows, so that the
 * same request, made again, gets the same token while the database keeps neither.
 *
 * @param text as it is sent
 */
public record RunToken(String text) {
  private static final String PREFIX = "rgl_run_";
  private static final String BEARER = "Bearer ";

  static RunToken of(UUID requestId, UUID flowRunId) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(bytes(requestId), mac.getAlgorithm()));
      var code = mac.doFinal(bytes(flowRunId));
      return new RunToken(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(code));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("each JDK has HmacSHA256", e);
    }
  }

  /** The one in an {@code Authorization} header; empty where it has none, or another's key. */
  public static Optional<RunToken> in(@Nullable String authorization) {
    return Optional.ofNullable(authorization)
        .filter(header -> header.startsWith(BEARER + PREFIX))
        .map(header -> new RunToken(header.substring(BEARER.length())));
  }

  /** As a client sends it in an {@code Authorization} header. */
  public String bearer() {
    return BEARER + text;
  }

  String hash() {
    return hash(text);
  }

  static String hash(UUID requestId) {
    return hash(requestId.toString());
  }

  private static String hash(String secret) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("each JDK has SHA-256", e);
    }
  }

  private static byte[] bytes(UUID id) {
    return id.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** It is a secret. */
  @Override
  public String toString() {
    return PREFIX + "***";
  }
}
