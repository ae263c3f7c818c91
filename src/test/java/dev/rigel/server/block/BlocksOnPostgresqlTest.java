package dev.rigel.server.block;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.ServerHarness;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class BlocksOnPostgresqlTest extends BlocksSuite {
  /** Refuses a delete whose time is limited. */
  private static final String HURRY =
      """
      create function hurry() returns trigger language plpgsql as $$ begin
          if current_setting('statement_timeout') <> '0' then raise exception 'in a hurry'; end if;
          return null;
        end $$;
      create trigger hurry before delete on block_document execute function hurry();
      create trigger hurry before delete on block_schema execute function hurry();
      create trigger hurry before delete on block_type execute function hurry();
      """;

  @Override
  ServerHarness open() {
    return ServerHarness.on(Database.POSTGRESQL, JpaProvider.HIBERNATE);
  }

  /** Deployments and flow runs go with the blocks that they name. */
  @Test
  void deletes_may_take_their_time() throws SQLException {
    var schema = secretSchema();
    var first = document("first", schema, "{}");
    document("second", schema, "{}");
    limit("'60s'");
    execute(HURRY);
    try {
      documents.delete(first.id());
      schemas.delete(schema.id());
      types.delete(schema.blockTypeId());
    } finally {
      execute("drop function hurry cascade");
      limit("default");
    }
    assertThat(documents.exists(first.id())).isFalse();
  }

  /** For the sessions to come, and none is left that was. */
  private void limit(String time) throws SQLException {
    execute(
        """
        do $$ begin
          execute format('alter database %I set statement_timeout = ', current_database()) ||
        """
            + " '"
            + time.replace("'", "''")
            + "'; end $$");
    server
        .database()
        .source()
        .unwrap(HikariDataSource.class)
        .getHikariPoolMXBean()
        .softEvictConnections();
  }

  private void execute(String sql) throws SQLException {
    try (var connection = server.database().source().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
