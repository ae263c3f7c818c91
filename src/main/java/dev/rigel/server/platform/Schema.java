package dev.rigel.server.platform;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The tables, as Flyway makes them. */
public final class Schema {
  private final Flyway flyway;

  /** Of a database that is there. */
  public Schema(DataSource source, Database database) {
    flyway =
        Flyway.configure(Schema.class.getClassLoader())
            .dataSource(source)
            .locations(database.migrations())
            // an application server's batch tables may have come first; every migration still runs
            .baselineOnMigrate(true)
            .baselineVersion("0")
            .cleanDisabled(false)
            .load();
  }

  /** Makes what is missing; several servers may do so at once. */
  public void create() {
    flyway.migrate();
  }

  /** Drops everything. */
  public void drop() {
    flyway.clean();
  }
}
