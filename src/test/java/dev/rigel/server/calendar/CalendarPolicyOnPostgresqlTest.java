package dev.rigel.server.calendar;

import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.platform.Database;

class CalendarPolicyOnPostgresqlTest extends CalendarPolicySuite {
  CalendarPolicyOnPostgresqlTest() {
    super(Database.POSTGRESQL, JpaProvider.ECLIPSELINK);
  }
}
