package dev.rigel.server.notification;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.ServerHarness;

class NotificationsOnPostgresqlTest extends NotificationsSuite {
  @Override
  ServerHarness open() {
    return ServerHarness.on(Database.POSTGRESQL, JpaProvider.HIBERNATE);
  }
}
