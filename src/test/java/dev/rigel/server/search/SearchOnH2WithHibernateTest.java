package dev.rigel.server.search;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;

class SearchOnH2WithHibernateTest extends SearchSuite {
  SearchOnH2WithHibernateTest() {
    super(Database.H2, JpaProvider.HIBERNATE);
  }
}
