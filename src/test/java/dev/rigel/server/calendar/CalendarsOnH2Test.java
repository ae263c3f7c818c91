package dev.rigel.server.calendar;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;

class CalendarsOnH2Test extends CalendarsSuite {
  CalendarsOnH2Test() {
    super(Database.H2, JpaProvider.ECLIPSELINK);
  }
}
