package dev.rigel.server.notification;

import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.ServerHarness;
import dev.rigel.server.platform.Database;

class NotificationsOnPostgresqlTest extends NotificationsSuite {
  @Override
  ServerHarness open() {
    return ServerHarness.on(Database.POSTGRESQL, JpaProvider.HIBERNATE);
  }
}
