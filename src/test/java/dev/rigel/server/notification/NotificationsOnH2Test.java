package dev.rigel.server.notification;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.ServerHarness;

class NotificationsOnH2Test extends NotificationsSuite {
  @Override
  ServerHarness open() {
    return ServerHarness.on(Database.H2, JpaProvider.ECLIPSELINK);
  }
}
