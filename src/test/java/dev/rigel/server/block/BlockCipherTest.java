package dev.rigel.server.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.rigel.contract.setting.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BlockCipherTest {
  /** The example key of the Fernet specification. */
  private static final byte[] KEY = Kind.KEY.read("cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=");

  private final BlockCipher cipher = new BlockCipher(KEY);
  private final UUID document = UUID.randomUUID();

  @Test
  void data_comes_back_as_it_was() {
    Map<String, Object> data = Map.of("value", "hüsh", "list", List.of(1, 1.5, true));

    assertThat(cipher.decrypt(cipher.encrypt(data, document), document)).isEqualTo(data);
  }

  @Test
  void another_server_with_the_same_key_reads_it() {
    var text = cipher.encrypt(Map.of("value", "hush"), document);

    assertThat(new BlockCipher(KEY).decrypt(text, document)).containsEntry("value", "hush");
  }

  @Test
  void the_text_shows_nothing_and_never_repeats() {
    var text = cipher.encrypt(Map.of("value", "hush"), document);

    assertThat(
            new String(Base64.getDecoder().decode(text.substring(3)), StandardCharsets.ISO_8859_1))
        .doesNotContain("hush")
        .doesNotContain("value");
    assertThat(cipher.encrypt(Map.of("value", "hush"), document)).isNotEqualTo(text);
  }

  @Test
  void another_key_another_document_or_a_changed_text_is_refused() {
    var text = cipher.encrypt(Map.of("value", "hush"), document);
    var other = new BlockCipher(Kind.KEY.read(BlockCipher.newKey()));
    var last = text.charAt(text.length() - 5);
    var changed =
        text.substring(0, text.length() - 5)
            + (last == 'A' ? 'B' : 'A')
            + text.substring(text.length() - 4);

    assertThatIllegalStateException().isThrownBy(() -> other.decrypt(text, document));
    assertThatIllegalStateException().isThrownBy(() -> cipher.decrypt(text, UUID.randomUUID()));
    assertThatIllegalStateException().isThrownBy(() -> cipher.decrypt(changed, document));
  }
}
