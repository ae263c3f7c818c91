package dev.rigel.server.log;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.OtherPair;

@OtherPair
class LogDownloadOnPostgresqlWithHibernateTest extends LogDownloadSuite {
  LogDownloadOnPostgresqlWithHibernateTest() {
    super(Database.POSTGRESQL, JpaProvider.HIBERNATE);
  }
}
