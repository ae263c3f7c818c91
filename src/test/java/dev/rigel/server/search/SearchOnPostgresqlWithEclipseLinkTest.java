package dev.rigel.server.search;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;

class SearchOnPostgresqlWithEclipseLinkTest extends SearchSuite {
  SearchOnPostgresqlWithEclipseLinkTest() {
    super(Database.POSTGRESQL, JpaProvider.ECLIPSELINK);
  }
}
