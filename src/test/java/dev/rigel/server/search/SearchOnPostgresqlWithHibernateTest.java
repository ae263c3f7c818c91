package dev.rigel.server.search;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.OtherPair;

@OtherPair
class SearchOnPostgresqlWithHibernateTest extends SearchSuite {
  SearchOnPostgresqlWithHibernateTest() {
    super(Database.POSTGRESQL, JpaProvider.HIBERNATE);
  }
}
