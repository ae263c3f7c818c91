package dev.rigel.server.notification;

import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.ServerHarness;
import dev.rigel.server.platform.Database;

class NotificationsOnH2Test extends NotificationsSuite {
  @Override
  ServerHarness open() {
    return ServerHarness.on(Database.H2, JpaProvider.ECLIPSELINK);
  }
}
