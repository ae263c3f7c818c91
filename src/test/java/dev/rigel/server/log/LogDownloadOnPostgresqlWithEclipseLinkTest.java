package dev.rigel.server.log;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;

class LogDownloadOnPostgresqlWithEclipseLinkTest extends LogDownloadSuite {
  LogDownloadOnPostgresqlWithEclipseLinkTest() {
    super(Database.POSTGRESQL, JpaProvider.ECLIPSELINK);
  }
}
