package dev.rigel.server.agent;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;

class LostRunsOnH2WithHibernateTest extends LostRunsSuite {
  LostRunsOnH2WithHibernateTest() {
    super(Database.H2, JpaProvider.HIBERNATE);
  }
}
