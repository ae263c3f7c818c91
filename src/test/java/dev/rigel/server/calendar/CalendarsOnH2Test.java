package dev.rigel.server.calendar;

import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.platform.Database;

class CalendarsOnH2Test extends CalendarsSuite {
  CalendarsOnH2Test() {
    super(Database.H2, JpaProvider.ECLIPSELINK);
  }
}
