package dev.rigel.server.log;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.OtherPair;

@OtherPair
class LogDownloadOnH2WithEclipseLinkTest extends LogDownloadSuite {
  LogDownloadOnH2WithEclipseLinkTest() {
    super(Database.H2, JpaProvider.ECLIPSELINK);
  }
}
