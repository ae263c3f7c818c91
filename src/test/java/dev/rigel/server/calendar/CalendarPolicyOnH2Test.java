package dev.rigel.server.calendar;

import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.platform.Database;

class CalendarPolicyOnH2Test extends CalendarPolicySuite {
  CalendarPolicyOnH2Test() {
    super(Database.H2, JpaProvider.HIBERNATE);
  }
}
