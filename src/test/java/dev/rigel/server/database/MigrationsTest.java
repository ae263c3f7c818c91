package dev.rigel.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.server.harness.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What was once in a database stays as it is: every later server opens what an older one made. */
class MigrationsTest {
  private static final Path CHECKSUMS =
      Path.of("src/test/resources/dev/rigel/server/database/migrations.txt");

  private static Flyway flyway(DataSource source, Database kind) {
    return Flyway.configure().dataSource(source).locations(kind.migrations()).load();
  }

  @ParameterizedTest
  @EnumSource
  void no_migration_was_edited(Database kind) {
    try (var database = TestDatabase.of(kind)) {
      var migrations = flyway(database.source(), kind).info().all();

      assertThat(checksums(migrations))
          .as(
              """
              never edit a migration: a database that has it refuses the server (Flyway compares \
              these checksums). Add a new one with the next number, and its line to %s\
              """,
              CHECKSUMS)
          .isEqualTo(settled(kind));
    }
  }

  private static Map<String, Integer> checksums(MigrationInfo[] migrations) {
    return Arrays.stream(migrations)
        .collect(
            Collectors.toMap(
                migration -> name(Path.of(migration.getPhysicalLocation())),
                MigrationInfo::getChecksum,
                (one, other) -> one,
                TreeMap::new));
  }

  /** Its folder and file. */
  private static String name(Path file) {
    return file.getParent().getFileName() + "/" + file.getFileName();
  }

  private static Map<String, Integer> settled(Database kind) {
    var folders =
        Arrays.stream(kind.migrations())
            .map(location -> location.replaceAll(".*/", "") + "/")
            .toList();
    return lines().stream()
        .map(line -> line.split(" +"))
        .filter(line -> folders.stream().anyMatch(line[0]::startsWith))
        .collect(
            Collectors.toMap(
                line -> line[0],
                line -> Integer.valueOf(line[1]),
                (one, other) -> one,
                TreeMap::new));
  }

  private static List<String> lines() {
    try (var lines = Files.lines(CHECKSUMS)) {
      return lines.filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<Arguments> everyOlderDatabase() {
    return Arrays.stream(Database.values())
        .flatMap(
            kind ->
                settled(kind).keySet().stream()
                    .map(file -> Arguments.of(kind, file.replaceAll(".*/V(.*)__.*", "$1"))));
  }

  @ParameterizedTest
  @MethodSource("everyOlderDatabase")
  void a_database_of_an_older_server_is_opened_with_what_it_holds(Database kind, String version)
      throws SQLException {
    try (var database = TestDatabase.of(kind)) {
      new Schema(database.source(), kind).drop();
      older(database.source(), kind, version);
      execute(
          database,
          """
          insert into flow (id, created, updated, name, tags)
          values ('00000000-0000-0000-0000-000000000001', current_timestamp, current_timestamp, 'kept', '[]')""");

      new Schema(database.source(), kind).create();

      assertThat(flyway(database.source(), kind).info().pending()).isEmpty();
      assertThat(names(database)).containsExactly("kept");
    }
  }

  @ParameterizedTest
  @EnumSource
  void how_far_deployments_were_planted_is_kept_and_goes_with_them(Database kind)
      throws SQLException {
    try (var database = TestDatabase.of(kind)) {
      new Schema(database.source(), kind).drop();
      older(database.source(), kind, "12");
      execute(
          database,
          """
          insert into flow (id, created, updated, name, tags)
          values ('00000000-0000-0000-0000-000000000001', current_timestamp, current_timestamp, 'f', '[]')""");
      deployment(database, "2", "'2022-11-06 06:30:00Z', 7, '2022-11-06 06:40:00.123456Z'");
      deployment(database, "3", "null, null, null");

      new Schema(database.source(), kind).create();

      var same =
          """
          select count(*)
            from deployment_planting
           where deployment_id = '00000000-0000-0000-0000-000000000002'
             and planted_until = timestamp with time zone '2022-11-06 06:30:00Z'
             and planted_runs = 7
             and replant_at = timestamp with time zone '2022-11-06 06:40:00.123456Z'
              or deployment_id = '00000000-0000-0000-0000-000000000003'
             and planted_until is null
             and planted_runs is null
             and replant_at is null
          """;
      assertThat(first(database, same)).isEqualTo("2");
      execute(database, "delete from flow");
      assertThat(first(database, "select count(*) from deployment_planting")).isEqualTo("0");
    }
  }

  private static void deployment(TestDatabase database, String id, String planted)
      throws SQLException {
    execute(
        database,
        """
        insert into deployment (id, created, updated, name, flow_id, is_schedule_active, tags, parameters, infra_overrides,
                                planted_until, planted_runs, replant_at)
        values ('00000000-0000-0000-0000-00000000000%1$s', current_timestamp, current_timestamp, 'd%1$s',
                '00000000-0000-0000-0000-000000000001', true, '[]', '{}', '{}', %2$s)"""
            .formatted(id, planted));
  }

  private static String first(TestDatabase database, String sql) throws SQLException {
    try (var connection = database.source().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  /** As a server made it whose last migration was this one. */
  private static void older(DataSource source, Database kind, String version) {
    Flyway.configure()
        .dataSource(source)
        .locations(kind.migrations())
        .target(version)
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
  }

  private static void execute(TestDatabase database, String sql) throws SQLException {
    try (var connection = database.source().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> names(TestDatabase database) throws SQLException {
    try (var connection = database.source().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select name from flow")) {
      var names = new ArrayList<String>();
      while (rows.next()) {
        names.add(rows.getString(1));
      }
      return names;
    }
  }
}
