package dev.rigel.server.operation;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.OtherPair;

@OtherPair
class OperationsOnH2WithEclipseLinkTest extends OperationsSuite {
  OperationsOnH2WithEclipseLinkTest() {
    super(Database.H2, JpaProvider.ECLIPSELINK);
  }
}
