package dev.rigel.server.attention;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;

class AttentionOnH2WithHibernateTest extends AttentionSuite {
  AttentionOnH2WithHibernateTest() {
    super(Database.H2, JpaProvider.HIBERNATE);
  }
}
