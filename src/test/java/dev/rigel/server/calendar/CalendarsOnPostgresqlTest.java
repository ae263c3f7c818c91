package dev.rigel.server.calendar;

import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.platform.Database;

class CalendarsOnPostgresqlTest extends CalendarsSuite {
  CalendarsOnPostgresqlTest() {
    super(Database.POSTGRESQL, JpaProvider.HIBERNATE);
  }
}
