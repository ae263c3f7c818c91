package dev.rigel.server.settings;

import dev.rigel.contract.json.Scalars;
import dev.rigel.server.platform.StartFailure;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The server's settings, each an environment variable of the name given here (or a MicroProfile
 * Config property). Where Prefect has the setting, name and default are Prefect's. A value that
 * cannot be read stops the server at its start.
 *
 * @param databaseUrl {@code RIGEL_DATABASE_URL}: JDBC URL of PostgreSQL or H2; default a file below
 *     {@code RIGEL_HOME}
 * @param databaseUser {@code RIGEL_DATABASE_USER}; default {@code rigel}
 * @param databasePassword {@code RIGEL_DATABASE_PASSWORD}, a secret; default empty
 * @param databaseLimits how long the database may keep the server waiting
 * @param databaseResetAllowed {@code RIGEL_DATABASE_RESET_ALLOWED}: whether {@code
 *     /admin/database/…} may empty, drop and make the tables; default false
 * @param defaultLimit {@code PREFECT_ORION_API_DEFAULT_LIMIT}: default and greatest page size;
 *     default 200
 * @param schedulerEnabled {@code PREFECT_ORION_SERVICES_SCHEDULER_ENABLED}; default true
 * @param schedulerLoop {@code PREFECT_ORION_SERVICES_SCHEDULER_LOOP_SECONDS}; default 60 s
 * @param deploymentBatchSize {@code PREFECT_ORION_SERVICES_SCHEDULER_DEPLOYMENT_BATCH_SIZE};
 *     default 100
 * @param maxRuns {@code PREFECT_ORION_SERVICES_SCHEDULER_MAX_RUNS}: planted at most per deployment
 *     and pass; default 100
 * @param minRuns {@code PREFECT_ORION_SERVICES_SCHEDULER_MIN_RUNS}: planted at least; default 3
 * @param maxScheduledTime {@code PREFECT_ORION_SERVICES_SCHEDULER_MAX_SCHEDULED_TIME}: horizon;
 *     default 100 days
 * @param minScheduledTime {@code PREFECT_ORION_SERVICES_SCHEDULER_MIN_SCHEDULED_TIME}: least
 *     horizon; default 1 h
 * @param insertBatchSize {@code PREFECT_ORION_SERVICES_SCHEDULER_INSERT_BATCH_SIZE}: runs in one
 *     statement, where the database can take so many; default 500
 * @param lateRunsEnabled {@code PREFECT_ORION_SERVICES_LATE_RUNS_ENABLED}; default true
 * @param lateRunsLoop {@code PREFECT_ORION_SERVICES_LATE_RUNS_LOOP_SECONDS}; default 5 s
 * @param lateRunsAfter {@code PREFECT_ORION_SERVICES_LATE_RUNS_AFTER_SECONDS}: how late a run is
 *     called late; default 5 s
 * @param notificationsEnabled {@code PREFECT_ORION_SERVICES_FLOW_RUN_NOTIFICATIONS_ENABLED};
 *     default true
 * @param blocksRegisterOnStart {@code PREFECT_ORION_BLOCKS_REGISTER_ON_START}: whether the built-in
 *     block types are made sure of at each start; default true
 * @param retryGrace {@code RIGEL_RETRY_GRACE_SECONDS}: how long a run that retries in its own
 *     process is kept from other agents after its retry was due; default 60 s
 * @param jobStop {@code RIGEL_JOB_STOP_SECONDS}: how long a batch job in the server may go on after
 *     it was asked to stop before it is given up; default 60 s
 * @param serverStop {@code RIGEL_SERVER_STOP_SECONDS}: how long requests in flight may take to end
 *     when the server is told to end; default 10 s
 * @param uiApiUrl {@code PREFECT_ORION_UI_API_URL}: API address that a page is told; default {@code
 *     api}, relative to where it asked
 * @param allowedOrigins {@code RIGEL_ALLOWED_ORIGINS}: from where pages may call besides the
 *     server's own, and names that it is asked for by; default none
 * @param encryptionKey {@code ORION_ENCRYPTION_KEY}, a secret: key for block data; default made
 *     once and stored
 */
public record ServerSettings(
    DatabaseUrl databaseUrl,
    String databaseUser,
    String databasePassword,
    DatabaseLimits databaseLimits,
    boolean databaseResetAllowed,
    int defaultLimit,
    boolean schedulerEnabled,
    Duration schedulerLoop,
    int deploymentBatchSize,
    int maxRuns,
    int minRuns,
    Duration maxScheduledTime,
    Duration minScheduledTime,
    int insertBatchSize,
    boolean lateRunsEnabled,
    Duration lateRunsLoop,
    Duration lateRunsAfter,
    boolean notificationsEnabled,
    boolean blocksRegisterOnStart,
    Duration retryGrace,
    Duration jobStop,
    Duration serverStop,
    String uiApiUrl,
    AllowedOrigins allowedOrigins,
    String encryptionKey) {

  /** Reads them from MicroProfile Config. */
  public static ServerSettings load() {
    try {
      return of(new Source(ConfigProvider.getConfig()));
    } catch (IllegalStateException | IllegalArgumentException e) {
      StartFailure.tell(e.getMessage());
      throw e;
    }
  }

  private static ServerSettings of(Source source) {
    return new ServerSettings(
        databaseUrl(source),
        source.text("RIGEL_DATABASE_USER", "rigel"),
        source.text("RIGEL_DATABASE_PASSWORD", ""),
        limits(source),
        source.flag("RIGEL_DATABASE_RESET_ALLOWED", false),
        source.number("PREFECT_ORION_API_DEFAULT_LIMIT", 200),
        source.flag("PREFECT_ORION_SERVICES_SCHEDULER_ENABLED"),
        source.seconds("PREFECT_ORION_SERVICES_SCHEDULER_LOOP_SECONDS", 60),
        source.number("PREFECT_ORION_SERVICES_SCHEDULER_DEPLOYMENT_BATCH_SIZE", 100),
        source.number("PREFECT_ORION_SERVICES_SCHEDULER_MAX_RUNS", 100),
        source.number("PREFECT_ORION_SERVICES_SCHEDULER_MIN_RUNS", 3),
        source.seconds("PREFECT_ORION_SERVICES_SCHEDULER_MAX_SCHEDULED_TIME", 100 * 86_400),
        source.seconds("PREFECT_ORION_SERVICES_SCHEDULER_MIN_SCHEDULED_TIME", 3_600),
        source.number("PREFECT_ORION_SERVICES_SCHEDULER_INSERT_BATCH_SIZE", 500),
        source.flag("PREFECT_ORION_SERVICES_LATE_RUNS_ENABLED"),
        source.seconds("PREFECT_ORION_SERVICES_LATE_RUNS_LOOP_SECONDS", 5),
        source.seconds("PREFECT_ORION_SERVICES_LATE_RUNS_AFTER_SECONDS", 5),
        source.flag("PREFECT_ORION_SERVICES_FLOW_RUN_NOTIFICATIONS_ENABLED"),
        source.flag("PREFECT_ORION_BLOCKS_REGISTER_ON_START"),
        source.seconds("RIGEL_RETRY_GRACE_SECONDS", 60),
        source.seconds("RIGEL_JOB_STOP_SECONDS", 60),
        source.seconds("RIGEL_SERVER_STOP_SECONDS", 10),
        source.text("PREFECT_ORION_UI_API_URL", ""),
        source.origins("RIGEL_ALLOWED_ORIGINS"),
        source.text("ORION_ENCRYPTION_KEY", ""));
  }

  private static DatabaseLimits limits(Source source) {
    return new DatabaseLimits(
        source.seconds("RIGEL_DATABASE_CONNECT_SECONDS", 5),
        source.seconds("RIGEL_DATABASE_LOCK_SECONDS", 20),
        source.seconds("RIGEL_DATABASE_STATEMENT_SECONDS", 60),
        source.seconds("RIGEL_DATABASE_IDLE_TRANSACTION_SECONDS", 30),
        source.seconds("RIGEL_DATABASE_ANSWER_SECONDS", 900));
  }

  private static DatabaseUrl databaseUrl(Source source) {
    var home = source.text("RIGEL_HOME", System.getProperty("user.home") + "/.rigel");
    return new DatabaseUrl(source.text("RIGEL_DATABASE_URL", DatabaseUrl.h2(home).text()));
  }

  /**
   * By their names, as anyone may see them: secrets, and the database's address, which may hold
   * one, are hidden.
   */
  public Map<String, Object> shown() {
    var hidden = "********";
    var shown = new TreeMap<String, Object>();
    shown.put("RIGEL_DATABASE_URL", hidden);
    shown.put("RIGEL_DATABASE_USER", databaseUser);
    shown.put("RIGEL_DATABASE_PASSWORD", hidden);
    shown.put("RIGEL_DATABASE_CONNECT_SECONDS", Scalars.seconds(databaseLimits.connect()));
    shown.put("RIGEL_DATABASE_LOCK_SECONDS", Scalars.seconds(databaseLimits.lock()));
    shown.put("RIGEL_DATABASE_STATEMENT_SECONDS", Scalars.seconds(databaseLimits.statement()));
    shown.put(
        "RIGEL_DATABASE_IDLE_TRANSACTION_SECONDS",
        Scalars.seconds(databaseLimits.idleTransaction()));
    shown.put("RIGEL_DATABASE_ANSWER_SECONDS", Scalars.seconds(databaseLimits.answer()));
    shown.put("RIGEL_DATABASE_RESET_ALLOWED", databaseResetAllowed);
    shown.put("PREFECT_ORION_API_DEFAULT_LIMIT", defaultLimit);
    shown.put("PREFECT_ORION_SERVICES_SCHEDULER_ENABLED", schedulerEnabled);
    shown.put("PREFECT_ORION_SERVICES_SCHEDULER_LOOP_SECONDS", Scalars.seconds(schedulerLoop));
    shown.put("PREFECT_ORION_SERVICES_SCHEDULER_DEPLOYMENT_BATCH_SIZE", deploymentBatchSize);
    shown.put("PREFECT_ORION_SERVICES_SCHEDULER_MAX_RUNS", maxRuns);
    shown.put("PREFECT_ORION_SERVICES_SCHEDULER_MIN_RUNS", minRuns);
    shown.put(
        "PREFECT_ORION_SERVICES_SCHEDULER_MAX_SCHEDULED_TIME", Scalars.seconds(maxScheduledTime));
    shown.put(
        "PREFECT_ORION_SERVICES_SCHEDULER_MIN_SCHEDULED_TIME", Scalars.seconds(minScheduledTime));
    shown.put("PREFECT_ORION_SERVICES_SCHEDULER_INSERT_BATCH_SIZE", insertBatchSize);
    shown.put("PREFECT_ORION_SERVICES_LATE_RUNS_ENABLED", lateRunsEnabled);
    shown.put("PREFECT_ORION_SERVICES_LATE_RUNS_LOOP_SECONDS", Scalars.seconds(lateRunsLoop));
    shown.put("PREFECT_ORION_SERVICES_LATE_RUNS_AFTER_SECONDS", Scalars.seconds(lateRunsAfter));
    shown.put("PREFECT_ORION_SERVICES_FLOW_RUN_NOTIFICATIONS_ENABLED", notificationsEnabled);
    shown.put("RIGEL_RETRY_GRACE_SECONDS", Scalars.seconds(retryGrace));
    shown.put("RIGEL_JOB_STOP_SECONDS", Scalars.seconds(jobStop));
    shown.put("RIGEL_SERVER_STOP_SECONDS", Scalars.seconds(serverStop));
    shown.put("PREFECT_ORION_UI_API_URL", uiApiUrl);
    shown.put("RIGEL_ALLOWED_ORIGINS", allowedOrigins.toString());
    shown.put("ORION_ENCRYPTION_KEY", encryptionKey.isEmpty() ? null : hidden);
    return shown;
  }

  private record Source(Config config) {
    String text(String name, String fallback) {
      return config.getOptionalValue(name, String.class).map(String::trim).orElse(fallback);
    }

    int number(String name, int fallback) {
      return read(name, text(name, "" + fallback), Integer::parseInt, "a whole number");
    }

    boolean flag(String name) {
      return flag(name, true);
    }

    boolean flag(String name, boolean fallback) {
      return read(name, text(name, "" + fallback), Scalars::flag, "true or false");
    }

    AllowedOrigins origins(String name) {
      return read(
          name, text(name, ""), AllowedOrigins::parse, "addresses such as https://rigel.example");
    }

    Duration seconds(String name, long fallback) {
      return read(name, text(name, "" + fallback), Source::notNegative, "seconds, 0 or more");
    }

    private static Duration notNegative(String text) {
      var duration = Scalars.duration(text);
      if (duration.isNegative()) {
        throw new IllegalArgumentException("less than 0 s");
      }
      return duration;
    }

    private static <T> T read(
        String name, String value, Function<String, T> parser, String wanted) {
      try {
        return parser.apply(value);
      } catch (IllegalArgumentException e) {
        throw new IllegalStateException(
            name + " must be " + wanted + ", but is '" + value + "'", e);
      }
    }
  }
}
