package dev.rigel.server.agent;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;

class ExchangeOnH2WithHibernateTest extends ExchangeSuite {
  ExchangeOnH2WithHibernateTest() {
    super(Database.H2, JpaProvider.HIBERNATE);
  }
}
