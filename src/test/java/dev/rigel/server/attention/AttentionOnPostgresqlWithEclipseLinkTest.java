package dev.rigel.server.attention;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;

class AttentionOnPostgresqlWithEclipseLinkTest extends AttentionSuite {
  AttentionOnPostgresqlWithEclipseLinkTest() {
    super(Database.POSTGRESQL, JpaProvider.ECLIPSELINK);
  }
}
