package dev.rigel.server.harness;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/** The JPA providers that the two servers bring. */
public enum JpaProvider {
  /** Payara's. */
  ECLIPSELINK("org.eclipse.persistence.jpa.PersistenceProvider"),
  /** WildFly's. */
  HIBERNATE("org.hibernate.jpa.HibernatePersistenceProvider");

  private final String className;

  JpaProvider(String className) {
    this.className = className;
  }

  /** The persistence unit, on a database that has the schema, without a server around it. */
  public EntityManagerFactory open(DataSource source) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("jakarta.persistence.provider", className);
    properties.put("jakarta.persistence.transactionType", "RESOURCE_LOCAL");
    properties.put("jakarta.persistence.nonJtaDataSource", source);
    // EclipseLink wants none where Hibernate, finding none, looks for the server's
    properties.put("jakarta.persistence.jtaDataSource", this == HIBERNATE ? source : "");
    properties.put("eclipselink.logging.level", "WARNING");
    return Persistence.createEntityManagerFactory("rigel", properties);
  }
}
