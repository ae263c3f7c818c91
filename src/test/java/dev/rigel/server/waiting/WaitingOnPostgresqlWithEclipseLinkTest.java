package dev.rigel.server.waiting;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;

class WaitingOnPostgresqlWithEclipseLinkTest extends WaitingSuite {
  WaitingOnPostgresqlWithEclipseLinkTest() {
    super(Database.POSTGRESQL, JpaProvider.ECLIPSELINK);
  }
}
