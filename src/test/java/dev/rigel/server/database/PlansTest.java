package dev.rigel.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.ServerHarness;
import dev.rigel.server.harness.TestDatabase;
import dev.rigel.server.harness.TestSettings;
import dev.rigel.server.settings.ServerSettings;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Of which statements PostgreSQL keeps the plan, and which it plans with their values. */
class PlansTest {
  private static final String BY_KEY = "select tag from concurrency_limit where id = ?";
  private static final String BY_VALUE =
      Plans.WITH_VALUES + "select id from concurrency_limit where tag > ?";

  /** More than the driver and PostgreSQL wait before they keep anything: five calls each. */
  private static final int CALLS = 12;

  @Test
  void only_what_names_its_rows_is_planned_once() throws SQLException {
    try (var database = TestDatabase.of(Database.POSTGRESQL);
        var connection =
            new RigelDataSource(TestSettings.of(database.settings())).getConnection()) {
      for (int i = 0; i < CALLS; i++) {
        call(connection, BY_KEY, UUID.randomUUID());
        call(connection, BY_VALUE, "one");
      }

      assertThat(kept(connection))
          .anySatisfy(plan -> assertThat(plan).startsWith("select tag").doesNotEndWith(" 0"))
          .noneSatisfy(plan -> assertThat(plan).contains("where tag >"));
    }
  }

  /** What is bound is looked at, unless the statement says that it need not be. */
  @ParameterizedTest
  @EnumSource
  void a_statement_says_how_it_is_planned(JpaProvider with) {
    try (var server = ServerHarness.on(Database.POSTGRESQL, with);
        var entities = server.get(EntityManagerFactory.class).createEntityManager()) {
      var sql = new Sql();
      sql.entities = entities;
      sql.settings = server.get(ServerSettings.class);

      assertThat(own(sql.of("select current_query() where 1 = :one").bind("one", 1)))
          .startsWith(Plans.WITH_VALUES);
      assertThat(own(sql.of("select current_query() where 1 = :one").bind("one", 1).byKey()))
          .startsWith("select");
      assertThat(own(sql.of("select current_query()"))).startsWith("select");
    }
  }

  private static String own(Statement statement) {
    return statement.rows().get(0).text(0);
  }

  private static void call(Connection connection, String sql, Object value) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setObject(1, value);
      statement.execute();
    }
  }

  /** The texts of what is kept, each with how often its plan was used again. */
  private static List<String> kept(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery("select statement, generic_plans from pg_prepared_statements")) {
      var found = new ArrayList<String>();
      while (rows.next()) {
        found.add(rows.getString(1) + " " + rows.getInt(2));
      }
      return found;
    }
  }
}
