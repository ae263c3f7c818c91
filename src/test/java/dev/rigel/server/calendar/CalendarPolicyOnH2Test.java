package dev.rigel.server.calendar;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;

class CalendarPolicyOnH2Test extends CalendarPolicySuite {
  CalendarPolicyOnH2Test() {
    super(Database.H2, JpaProvider.HIBERNATE);
  }
}
