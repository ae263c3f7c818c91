package dev.rigel.server.calendar;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;

class CalendarPolicyOnPostgresqlTest extends CalendarPolicySuite {
  CalendarPolicyOnPostgresqlTest() {
    super(Database.POSTGRESQL, JpaProvider.ECLIPSELINK);
  }
}
