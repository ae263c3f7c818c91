package dev.rigel.server.operation;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;

class OperationsOnPostgresqlWithEclipseLinkTest extends OperationsSuite {
  OperationsOnPostgresqlWithEclipseLinkTest() {
    super(Database.POSTGRESQL, JpaProvider.ECLIPSELINK);
  }
}
