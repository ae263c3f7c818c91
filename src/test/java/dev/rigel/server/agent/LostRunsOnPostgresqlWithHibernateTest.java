package dev.rigel.server.agent;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;

class LostRunsOnPostgresqlWithHibernateTest extends LostRunsSuite {
  LostRunsOnPostgresqlWithHibernateTest() {
    super(Database.POSTGRESQL, JpaProvider.HIBERNATE);
  }
}
