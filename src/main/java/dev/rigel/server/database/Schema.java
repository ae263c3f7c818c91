package dev.rigel.server.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

/** The tables, as Flyway makes them. */
public final class Schema {
  /** Where Flyway keeps what it has done. */
  private static final String HISTORY = "flyway_schema_history";

  private static final Pattern CREATED = Pattern.compile("(?im)^create table (\\w+)");

  private final DataSource source;
  private final Database database;
  private final Flyway flyway;

  /**
   * Of a database that is there.
   *
   * @param source of connections of its own: one of a pool could be in a transaction
   */
  public Schema(DataSource source, Database database) {
    this.source = source;
    this.database = database;
    flyway =
        Flyway.configure(Schema.class.getClassLoader())
            .dataSource(source)
            .locations(database.migrations())
            // an application server's batch tables may have come first; every migration still runs
            .baselineOnMigrate(true)
            .baselineVersion("0")
            .load();
  }

  /** Makes what is missing; several servers may do so at once. */
  public void create() {
    flyway.migrate();
  }

  /** Drops our tables, and nothing of anybody else who lives beside them. */
  public void drop() {
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "drop table if exists " + String.join(", ", tables()) + ", " + HISTORY + " cascade");
    } catch (SQLException e) {
      throw new IllegalStateException("tables not dropped", e);
    }
  }

  /**
   * The tables that the migrations create, without Flyway's own; each before those that it refers
   * to, so that every row goes whatever the keys do. The database could not say: an application
   * server's batch tables may lie beside ours.
   */
  public List<String> tables() {
    var tables = new ArrayList<String>();
    scripts()
        .map(this::text)
        .flatMap(text -> CREATED.matcher(text).results())
        .forEach(table -> tables.add(0, table.group(1)));
    return tables;
  }

  private Stream<MigrationInfo> scripts() {
    return Arrays.stream(flyway.info().all())
        .filter(migration -> migration.getScript().endsWith(".sql"));
  }

  /** Empty for a migration of a newer server, which is known by its name only. */
  private String text(MigrationInfo migration) {
    return Arrays.stream(database.migrations())
        .map(place -> place.replace("classpath:", "") + "/" + migration.getScript())
        .map(Schema.class.getClassLoader()::getResourceAsStream)
        .filter(Objects::nonNull)
        .map(Schema::read)
        .collect(Collectors.joining());
  }

  private static String read(InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The versions of all migrations that this server knows. */
  public Set<String> known() {
    return scripts()
        .map(migration -> Objects.toString(migration.getVersion(), ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The versions that a database has; quick. */
  public static Set<String> installed(DataSource source) throws SQLException {
    return Reads.of(
        source,
        "select version from " + HISTORY + " where success and version is not null",
        Schema::versions);
  }

  private static Set<String> versions(PreparedStatement statement) throws SQLException {
    var versions = new TreeSet<String>();
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        versions.add(rows.getString(1));
      }
    }
    return versions;
  }
}
