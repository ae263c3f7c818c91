package dev.rigel.contract.admin;

/**
 * Whether a server can do its work, and what keeps it from that; {@code ok} where nothing does.
 *
 * @param ready whether everything is {@code ok}
 * @param database whether it answers within two seconds
 * @param schema whether its history says that all migrations that this server knows were made
 * @param services whether planting, marking and sending went well lately
 */
public record Readiness(boolean ready, String database, String schema, String services) {
  /** What a part says that can do its work. */
  public static final String OK = "ok";

  /** Ready if every part is. */
  public static Readiness of(String database, String schema, String services) {
    var ready = OK.equals(database) && OK.equals(schema) && OK.equals(services);
    return new Readiness(ready, database, schema, services);
  }
}
