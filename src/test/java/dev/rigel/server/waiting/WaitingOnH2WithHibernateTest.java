package dev.rigel.server.waiting;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;

class WaitingOnH2WithHibernateTest extends WaitingSuite {
  WaitingOnH2WithHibernateTest() {
    super(Database.H2, JpaProvider.HIBERNATE);
  }
}
