package dev.rigel.server.operation;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.OtherPair;

@OtherPair
class OperationsOnPostgresqlWithHibernateTest extends OperationsSuite {
  OperationsOnPostgresqlWithHibernateTest() {
    super(Database.POSTGRESQL, JpaProvider.HIBERNATE);
  }
}
