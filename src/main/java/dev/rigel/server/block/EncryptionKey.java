package dev.rigel.server.block;

import static dev.rigel.contract.setting.Settings.ENCRYPTION_KEY;
import static jakarta.transaction.Transactional.TxType.MANDATORY;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.rigel.contract.setting.Kind;
import dev.rigel.server.database.Columns;
import dev.rigel.server.database.Sql;
import dev.rigel.server.database.Times;
import dev.rigel.server.settings.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The key for block data: that of the settings where they have one, else one that the first server
 * makes and all servers beside the database share. It is read for each use: the row may go away,
 * and what another key encrypted would be lost.
 */
@ApplicationScoped
@Transactional(MANDATORY)
class EncryptionKey {
  private static final TypeReference<Map<String, String>> TYPE = new TypeReference<>() {};
  private static final String NAME = "ENCRYPTION_KEY";
  private static final String FIELD = "fernet_key";

  private static final String STORED = "select content from configuration where name = :name";

  private static final String INSERT =
      """
      insert into configuration (id, created, updated, name, content)
      values (:id, :now, :now, :name, :content)
      on conflict do nothing
      """;

  @Inject Sql sql;
  @Inject ServerSettings settings;
  @Inject Clock clock;

  /** The cipher to use in this transaction. */
  BlockCipher cipher() {
    return new BlockCipher(settings.find(ENCRYPTION_KEY).orElseGet(this::own));
  }

  private byte[] own() {
    return Kind.KEY.read(stored().orElseGet(this::made));
  }

  private Optional<String> stored() {
    return sql.of(STORED).bind("name", NAME).rows().stream()
        .map(row -> Columns.parse(row.text(0), TYPE).get(FIELD))
        .findFirst();
  }

  private String made() {
    sql.of(INSERT)
        .bind("id", UUID.randomUUID())
        .bind("now", Times.now(clock))
        .bind("name", NAME)
        .bind("content", Columns.json(Map.of(FIELD, BlockCipher.newKey())))
        .change();
    return stored().orElseThrow();
  }
}
