package dev.rigel.server.search;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.OtherPair;

@OtherPair
class SearchOnH2WithEclipseLinkTest extends SearchSuite {
  SearchOnH2WithEclipseLinkTest() {
    super(Database.H2, JpaProvider.ECLIPSELINK);
  }
}
