package dev.rigel.server.operation;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;

class OperationsOnH2WithHibernateTest extends OperationsSuite {
  OperationsOnH2WithHibernateTest() {
    super(Database.H2, JpaProvider.HIBERNATE);
  }
}
