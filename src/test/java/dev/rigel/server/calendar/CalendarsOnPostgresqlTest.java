package dev.rigel.server.calendar;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;

class CalendarsOnPostgresqlTest extends CalendarsSuite {
  CalendarsOnPostgresqlTest() {
    super(Database.POSTGRESQL, JpaProvider.HIBERNATE);
  }
}
