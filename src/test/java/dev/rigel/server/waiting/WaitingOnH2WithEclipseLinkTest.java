package dev.rigel.server.waiting;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;

class WaitingOnH2WithEclipseLinkTest extends WaitingSuite {
  WaitingOnH2WithEclipseLinkTest() {
    super(Database.H2, JpaProvider.ECLIPSELINK);
  }
}
