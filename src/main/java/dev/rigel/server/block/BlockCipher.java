package dev.rigel.server.block;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.rigel.contract.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keeps the data of documents secret in the database: AES-256-GCM, so that data that was changed
 * does not read at all. Each text is bound to its document's id and cannot be moved to another row.
 *
 * <p>The key is derived from a Fernet key, as Prefect's; what Prefect itself encrypted is not read.
 */
final class BlockCipher {
  private static final String VERSION = "v1:";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretKeySpec key;

  /** With a Fernet key. */
  BlockCipher(byte[] fernetKey) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(fernetKey, "HmacSHA256"));
      var derived = mac.doFinal("rigel block data".getBytes(StandardCharsets.UTF_8));
      key = new SecretKeySpec(derived, "AES");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  /** A new random key, as text. */
  static String newKey() {
    return Base64.getUrlEncoder().encodeToString(random(KEY_BYTES));
  }

  /** The data of a document as text for the database. */
  String encrypt(Map<String, Object> data, UUID document) {
    try {
      var nonce = random(NONCE_BYTES);
      var hidden =
          cipher(Cipher.ENCRYPT_MODE, nonce, document)
              .doFinal(Json.mapper().writeValueAsBytes(data));
      var joined = ByteBuffer.allocate(nonce.length + hidden.length).put(nonce).put(hidden);
      return VERSION + Base64.getEncoder().encodeToString(joined.array());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("cannot encrypt the data of block document " + document, e);
    }
  }

  /**
   * The data back from the text.
   *
   * @throws IllegalStateException if another key, or another document's id, was used
   */
  Map<String, Object> decrypt(String text, UUID document) {
    try {
      var joined = ByteBuffer.wrap(Base64.getDecoder().decode(text.substring(VERSION.length())));
      var nonce = new byte[NONCE_BYTES];
      joined.get(nonce);
      var hidden = new byte[joined.remaining()];
      joined.get(hidden);
      var plain = cipher(Cipher.DECRYPT_MODE, nonce, document).doFinal(hidden);
      return Json.mapper().readValue(plain, new TypeReference<>() {});
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "block document " + document + " was encrypted with another key", e);
    } catch (IOException e) {
      throw new UncheckedIOException("block document " + document + " holds no JSON", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, UUID document) throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(document.toString().getBytes(StandardCharsets.US_ASCII));
    return cipher;
  }

  private static byte[] random(int length) {
    var bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
