package dev.rigel.cli;

import dev.rigel.cli.terminal.Failure;
import dev.rigel.cli.terminal.PythonText;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The settings that a profile may give: kind and default. Those that only Python flows or a server
 * look at are passed on to them.
 */
final class KnownSettings {
  private static final String ALL =
      """
      PREFECT_API_KEY                                        secret   None
      PREFECT_API_REQUEST_TIMEOUT                            duration 30.0
      PREFECT_API_URL                                        url      http://127.0.0.1:4200/api
      PREFECT_AGENT_PREFETCH_SECONDS                         integer  10
      PREFECT_AGENT_QUERY_INTERVAL                           duration 5.0
      PREFECT_ASYNC_FETCH_STATE_RESULT                       boolean  False
      PREFECT_CLI_COLORS                                     boolean  True
      PREFECT_CLI_WRAP_LINES                                 boolean  True
      PREFECT_DEBUG_MODE                                     boolean  False
      PREFECT_HOME                                           text     ~/.prefect
      PREFECT_LOCAL_STORAGE_PATH                             text     ${PREFECT_HOME}/storage
      PREFECT_LOGGING_COLORS                                 boolean  True
      PREFECT_LOGGING_EXTRA_LOGGERS                          text
      PREFECT_LOGGING_LEVEL                                  text     INFO
      PREFECT_LOGGING_ORION_BATCH_INTERVAL                   float    2.0
      PREFECT_LOGGING_ORION_BATCH_SIZE                       integer  4000000
      PREFECT_LOGGING_ORION_ENABLED                          boolean  True
      PREFECT_LOGGING_ORION_MAX_LOG_SIZE                     integer  1000000
      PREFECT_LOGGING_SETTINGS_PATH                          text     ${PREFECT_HOME}/logging.yml
      PREFECT_ORION_API_DEFAULT_LIMIT                        integer  200
      PREFECT_ORION_API_HOST                                 text     127.0.0.1
      PREFECT_ORION_API_PORT                                 integer  4200
      PREFECT_ORION_SERVICES_FLOW_RUN_NOTIFICATIONS_ENABLED  boolean  True
      PREFECT_ORION_SERVICES_LATE_RUNS_AFTER_SECONDS         duration 5
      PREFECT_ORION_SERVICES_LATE_RUNS_ENABLED               boolean  True
      PREFECT_ORION_SERVICES_LATE_RUNS_LOOP_SECONDS          duration 5.0
      PREFECT_ORION_SERVICES_SCHEDULER_DEPLOYMENT_BATCH_SIZE integer  100
      PREFECT_ORION_SERVICES_SCHEDULER_ENABLED               boolean  True
      PREFECT_ORION_SERVICES_SCHEDULER_INSERT_BATCH_SIZE     integer  500
      PREFECT_ORION_SERVICES_SCHEDULER_LOOP_SECONDS          duration 60.0
      PREFECT_ORION_SERVICES_SCHEDULER_MAX_RUNS              integer  100
      PREFECT_ORION_SERVICES_SCHEDULER_MAX_SCHEDULED_TIME    duration 100 days, 0:00:00
      PREFECT_ORION_SERVICES_SCHEDULER_MIN_RUNS              integer  3
      PREFECT_ORION_SERVICES_SCHEDULER_MIN_SCHEDULED_TIME    duration 1:00:00
      PREFECT_ORION_UI_API_URL                               url      None
      PREFECT_PROFILES_PATH                                  text     ${RIGEL_HOME}/profiles.toml
      PREFECT_RESULTS_DEFAULT_SERIALIZER                     text     pickle
      PREFECT_RESULTS_PERSIST_BY_DEFAULT                     boolean  False
      PREFECT_UI_URL                                         url      None
      RIGEL_AGENT_LIMIT                                      integer  None
      RIGEL_AGENT_STOP_SECONDS                               duration 10
      RIGEL_ALLOWED_ORIGINS                                  text
      RIGEL_HOME                                             text     ~/.rigel
      RIGEL_JOB_STOP_SECONDS                                 duration 60
      RIGEL_SERVER_JVM_ARGS                                  text
      RIGEL_SERVER_STOP_SECONDS                              duration 10
      """;

  /** What a value must look like. */
  private enum Kind {
    TEXT("(?s).*"),
    SECRET("(?s).*"),
    URL("https?://\\S+"),
    BOOLEAN("(?i)1|0|true|false|t|f|yes|no|y|n|on|off"),
    INTEGER("\\+?\\d+"),
    FLOAT("\\+?(\\d+\\.?\\d*|\\.\\d+)"),
    DURATION("\\d+(\\.\\d+)?|\\d+:\\d\\d:\\d\\d(\\.\\d+)?|P\\S+");

    private final String pattern;

    Kind(String pattern) {
      this.pattern = pattern;
    }
  }

  /** None of them goes below zero. */
  private static final Set<Kind> NUMBERS = Set.of(Kind.INTEGER, Kind.FLOAT, Kind.DURATION);

  /**
   * One of them.
   *
   * @param usual what holds when nobody gives it; {@code None} for nothing
   */
  record Setting(String name, boolean secret, String usual) {}

  private static final Map<String, Kind> KINDS = new TreeMap<>();
  private static final Map<String, Setting> SETTINGS = new TreeMap<>();

  static {
    ALL.lines()
        .map(line -> line.split("\\s+", 3))
        .forEach(
            columns -> {
              var kind = Kind.valueOf(columns[1].toUpperCase(Locale.ROOT));
              var usual = columns.length < 3 ? "" : columns[2];
              KINDS.put(columns[0], kind);
              SETTINGS.put(columns[0], new Setting(columns[0], kind == Kind.SECRET, usual));
            });
  }

  private KnownSettings() {}

  static Map<String, Setting> all() {
    return SETTINGS;
  }

  /**
   * Makes sure that there is such a setting.
   *
   * @throws Failure if not
   */
  static void demand(String name) {
    if (!SETTINGS.containsKey(name)) {
      throw new Failure("Unknown setting name %s.".formatted(PythonText.quoted(name)));
    }
  }

  /** What is wrong with a value for a setting; empty if nothing is. */
  static Optional<String> problem(String name, String value) {
    var kind = KINDS.get(name);
    if (NUMBERS.contains(kind) && value.matches("-(" + Kind.FLOAT.pattern + ")")) {
      return Optional.of("ensure this value is greater than or equal to 0");
    }
    return value.matches(kind.pattern)
        ? Optional.empty()
        : Optional.of("value is not a valid " + kind.name().toLowerCase(Locale.ROOT));
  }
}
