package dev.rigel.server.log;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;

class LogDownloadOnH2WithHibernateTest extends LogDownloadSuite {
  LogDownloadOnH2WithHibernateTest() {
    super(Database.H2, JpaProvider.HIBERNATE);
  }
}
