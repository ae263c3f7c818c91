package dev.rigel.contract.setting;

import static dev.rigel.contract.setting.Program.CLIENTS;
import static dev.rigel.contract.setting.Program.FLOWS;
import static dev.rigel.contract.setting.Program.SERVER;

import dev.rigel.contract.setting.Setting.Row;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The table of all settings. Whoever reads one, checks one or tells of one has it from here: no
 * name and no default stands elsewhere, and docs/settings.md is written from it. Where Prefect has
 * a setting, name and default are Prefect's.
 */
public final class Settings {
  private static final List<Setting<?>> TABLE = new ArrayList<>();

  // server and clients

  public static final Setting<Path> HOME =
      of(Set.of(SERVER, CLIENTS), "RIGEL_HOME", Kind.PATH)
          .usual("~/.rigel")
          .means("directory of the H2 database, and of profiles");

  public static final Setting<URI> UI_URL =
      of(Set.of(SERVER, CLIENTS), "PREFECT_UI_URL", Kind.ADDRESS)
          .computed("commands: `PREFECT_API_URL` without `/api`; server: its port on `127.0.0.1`")
          .means(
              "where people find the pages: beginning of the addresses that commands print and"
                  + " notifications name. Behind a proxy, the proxy's");

  public static final Setting<Integer> API_PORT =
      of(Set.of(SERVER, CLIENTS), "PREFECT_ORION_API_PORT", Kind.PORT)
          .usual("4200")
          .means(
              "port where `rigel server start` listens, and Payara Micro by `server-config`; commands"
                  + " without `PREFECT_API_URL` look there, and notifications name it");

  public static final Setting<Duration> JOB_STOP =
      of(Set.of(SERVER, CLIENTS), "RIGEL_JOB_STOP_SECONDS", Kind.DURATION)
          .usual("60")
          .means(
              "how long a batch job may go on after it was asked to stop before it is given up, and"
                  + " its process ended if it has one of its own; for one deployment in the `env`"
                  + " of its block");

  public static final Setting<Duration> SERVER_STOP =
      of(Set.of(SERVER, CLIENTS), "RIGEL_SERVER_STOP_SECONDS", Kind.DURATION)
          .usual("10")
          .means(
              "how long requests in flight may take when the server is told to end (SIGTERM,"
                  + " Ctrl-C); then they are cut");

  public static final Setting<Duration> AGENT_LOST =
      of(Set.of(SERVER, CLIENTS), "RIGEL_AGENT_LOST_SECONDS", Kind.DURATION)
          .usual("45")
          .means(
              "an agent that is not heard of for that long is lost: its runs that have not begun go"
                  + " back to their queues, others are CRASHED, by the database's clock. Agents are"
                  + " heard of every 10 s, and three times in it at least. To an agent: not answered for that long it is not ready"
                  + " (`RIGEL_AGENT_HEALTH_PORT`)");

  // server

  public static final Setting<String> DATABASE_URL =
      server("RIGEL_DATABASE_URL", Kind.DATABASE)
          .computed("an H2 file in `RIGEL_HOME`")
          .secret()
          .means(
              "JDBC URL, `jdbc:postgresql:…` or `jdbc:h2:…`; an H2 URL must end as the default does"
                  + " (`DatabaseUrl.H2_OPTIONS`). Messages name a file of H2 with `fused:` before"
                  + " its path: Rigel watches over what H2 writes");

  public static final Setting<String> DATABASE_USER =
      server("RIGEL_DATABASE_USER", Kind.TEXT).usual("rigel").means("the database's user");

  public static final Setting<String> DATABASE_PASSWORD =
      server("RIGEL_DATABASE_PASSWORD", Kind.TEXT).usual("").secret().means("that user's password");

  public static final Setting<Duration> DATABASE_CONNECT =
      server("RIGEL_DATABASE_CONNECT_SECONDS", Kind.DURATION)
          .usual("5")
          .means(
              "PostgreSQL: until a new connection can be used; a database that cannot be reached is"
                  + " answered with 503 after that");

  public static final Setting<Duration> DATABASE_LOCK =
      server("RIGEL_DATABASE_LOCK_SECONDS", Kind.DURATION)
          .usual("20")
          .means(
              "PostgreSQL: wait for a row that another transaction holds, then 503; less than the"
                  + " 30 s after which clients give up. On H2 `LOCK_TIMEOUT` of the URL, 20 s too");

  public static final Setting<Duration> DATABASE_STATEMENT =
      server("RIGEL_DATABASE_STATEMENT_SECONDS", Kind.DURATION)
          .usual("60")
          .means(
              "PostgreSQL: one statement, then 503; by then no client waits any more. Deleting"
                  + " flows, flow runs, deployments and blocks (documents, schemas and types, with"
                  + " which go the deployments and flow runs that use them) is not limited");

  public static final Setting<Duration> DATABASE_IDLE_TRANSACTION =
      server("RIGEL_DATABASE_IDLE_TRANSACTION_SECONDS", Kind.DURATION)
          .usual("30")
          .means(
              "PostgreSQL: after that it ends the transaction of a server that was frozen in the"
                  + " middle of it, and gives its locks to others");

  public static final Setting<Duration> DATABASE_ANSWER =
      server("RIGEL_DATABASE_ANSWER_SECONDS", Kind.DURATION)
          .usual("900")
          .means(
              "PostgreSQL: how long a server waits for a database that was frozen, or went away"
                  + " without a word, in the middle of a statement; longer than any delete may"
                  + " take");

  public static final Setting<Boolean> DATABASE_RESET_ALLOWED =
      server("RIGEL_DATABASE_RESET_ALLOWED", Kind.FLAG)
          .usual("False")
          .means(
              "`POST /api/admin/database/clear`, `drop` and `create` work; else they are answered"
                  + " with 403");

  public static final Setting<byte[]> ENCRYPTION_KEY =
      server("ORION_ENCRYPTION_KEY", Kind.KEY)
          .computed("made once, stored in the database")
          .secret()
          .means("key for block data");

  public static final Setting<Integer> DEFAULT_LIMIT =
      server("PREFECT_ORION_API_DEFAULT_LIMIT", Kind.COUNT)
          .usual("200")
          .means("default and greatest page size, rows");

  public static final Setting<String> UI_API_URL =
      server("PREFECT_ORION_UI_API_URL", Kind.TEXT)
          .computed("`api`, relative to `/ui-settings`")
          .means("API address answered by `/ui-settings`");

  public static final Setting<Set<String>> ALLOWED_ORIGINS =
      server("RIGEL_ALLOWED_ORIGINS", Kind.ORIGINS)
          .usual("")
          .means(
              "from where pages may call the API besides the server's own, and names that the"
                  + " server is asked for by: see [Pages in a browser](#pages-in-a-browser)");

  public static final Setting<Boolean> SCHEDULER_ENABLED =
      server("PREFECT_ORION_SERVICES_SCHEDULER_ENABLED", Kind.FLAG)
          .usual("True")
          .means("runs are planted");

  public static final Setting<Duration> SCHEDULER_LOOP =
      server("PREFECT_ORION_SERVICES_SCHEDULER_LOOP_SECONDS", Kind.DURATION)
          .usual("60.0")
          .means("time between two passes");

  public static final Setting<Integer> SCHEDULER_DEPLOYMENT_BATCH =
      server("PREFECT_ORION_SERVICES_SCHEDULER_DEPLOYMENT_BATCH_SIZE", Kind.COUNT)
          .usual("100")
          .means("deployments in one transaction");

  public static final Setting<Duration> CANCELLING =
      server("RIGEL_CANCELLING_SECONDS", Kind.DURATION)
          .usual("120")
          .means(
              "how long a run's agent may take to end it when it is cancelled; then the run is"
                  + " CANCELLED, and taken from the agent. More than the agent's"
                  + " `RIGEL_AGENT_STOP_SECONDS` and `RIGEL_JOB_STOP_SECONDS` together, which it gives"
                  + " to a batch job");

  public static final Setting<Integer> SCHEDULER_MAX_RUNS =
      server("PREFECT_ORION_SERVICES_SCHEDULER_MAX_RUNS", Kind.COUNT)
          .usual("100")
          .means("runs planted ahead, at most");

  public static final Setting<Integer> SCHEDULER_MIN_RUNS =
      server("PREFECT_ORION_SERVICES_SCHEDULER_MIN_RUNS", Kind.COUNT)
          .usual("3")
          .means("runs planted ahead, at least");

  public static final Setting<Duration> SCHEDULER_MAX_TIME =
      server("PREFECT_ORION_SERVICES_SCHEDULER_MAX_SCHEDULED_TIME", Kind.DURATION)
          .usual("100 days, 0:00:00")
          .means("time planted ahead, at most");

  public static final Setting<Duration> SCHEDULER_MIN_TIME =
      server("PREFECT_ORION_SERVICES_SCHEDULER_MIN_SCHEDULED_TIME", Kind.DURATION)
          .usual("1:00:00")
          .means("time planted ahead, at least");

  public static final Setting<Integer> SCHEDULER_INSERT_BATCH =
      server("PREFECT_ORION_SERVICES_SCHEDULER_INSERT_BATCH_SIZE", Kind.COUNT)
          .usual("500")
          .means("runs in one statement, 1,000 at most; on H2 27 at most");

  public static final Setting<Boolean> LATE_RUNS_ENABLED =
      server("PREFECT_ORION_SERVICES_LATE_RUNS_ENABLED", Kind.FLAG)
          .usual("True")
          .means("late runs are marked");

  public static final Setting<Duration> LATE_RUNS_LOOP =
      server("PREFECT_ORION_SERVICES_LATE_RUNS_LOOP_SECONDS", Kind.DURATION)
          .usual("5.0")
          .means("time between two looks");

  public static final Setting<Duration> LATE_RUNS_AFTER =
      server("PREFECT_ORION_SERVICES_LATE_RUNS_AFTER_SECONDS", Kind.DURATION)
          .usual("5")
          .means("how late a run is called `Late`");

  public static final Setting<Boolean> NOTIFICATIONS_ENABLED =
      server("PREFECT_ORION_SERVICES_FLOW_RUN_NOTIFICATIONS_ENABLED", Kind.FLAG)
          .usual("True")
          .means("notifications are sent");

  public static final Setting<Boolean> BLOCKS_REGISTER_ON_START =
      server("PREFECT_ORION_BLOCKS_REGISTER_ON_START", Kind.FLAG)
          .usual("True")
          .means("the built-in block types are created at each start where they are missing");

  public static final Setting<Duration> RETRY_GRACE =
      server("RIGEL_RETRY_GRACE_SECONDS", Kind.DURATION)
          .usual("60")
          .means(
              "how long a run that retries in its own process is kept off its queue after the retry"
                  + " was due");

  public static final Setting<Path> SERVER_USERS_FILE =
      server("RIGEL_SERVER_USERS_FILE", Kind.PATH)
          .notInProfiles()
          .means(
              "set by commands that bring a server of their own ([ephemeral API](cli.md#ephemeral-api)):"
                  + " it ends when no process has a lock on this file any more");

  public static final Setting<Duration> EPHEMERAL_IDLE =
      server("RIGEL_EPHEMERAL_IDLE_SECONDS", Kind.DURATION)
          .usual("5")
          .means(
              "how long such a server stays for the next command when the last one has ended; says"
                  + " the first command, which starts it");

  // clients

  public static final Setting<URI> API_URL =
      clients("PREFECT_API_URL", Kind.ADDRESS)
          .usual("http://127.0.0.1:4200/api")
          .means(
              "server, `/api` included; a command that has none takes the [ephemeral"
                  + " API](cli.md#ephemeral-api)");

  public static final Setting<String> API_KEY =
      clients("PREFECT_API_KEY", Kind.TEXT).secret().means("sent as bearer token");

  public static final Setting<Duration> API_REQUEST_TIMEOUT =
      clients("PREFECT_API_REQUEST_TIMEOUT", Kind.DURATION)
          .usual("30.0")
          .means("connect and read, each");

  public static final Setting<Duration> AGENT_QUERY_INTERVAL =
      clients("PREFECT_AGENT_QUERY_INTERVAL", Kind.DURATION)
          .usual("5.0")
          .means("time between two polls");

  public static final Setting<Duration> AGENT_PREFETCH =
      clients("PREFECT_AGENT_PREFETCH_SECONDS", Kind.DURATION)
          .usual("10")
          .means("how far ahead runs are taken");

  public static final Setting<Duration> AGENT_HEARTBEAT =
      clients("RIGEL_AGENT_HEARTBEAT_SECONDS", Kind.DURATION)
          .usual("10")
          .means(
              "Rigel's servers: how long an agent's request may wait there for something to do, 30"
                  + " at most, and a third of the server's `RIGEL_AGENT_LOST_SECONDS`; by these"
                  + " requests agents are heard of");

  public static final Setting<List<String>> AGENT_QUEUES =
      clients("RIGEL_AGENT_QUEUES", Kind.NAMES)
          .usual("")
          .means(
              "work queues of an agent that is not told any by `-q`, `-m` or `-t`, in order of"
                  + " priority, between commas; made when missing. An application without any is no"
                  + " agent");

  public static final Setting<List<String>> AGENT_PREFIXES =
      clients("RIGEL_AGENT_PREFIXES", Kind.NAMES)
          .usual("")
          .means("instead: how the names of its work queues begin, between commas");

  public static final Setting<String> AGENT_NAME =
      clients("RIGEL_AGENT_NAME", Kind.TEXT)
          .computed("its host and process, or application")
          .means("what the agent is called");

  public static final Setting<List<String>> AGENT_LABELS =
      clients("RIGEL_AGENT_LABELS", Kind.NAMES)
          .usual("")
          .means("texts by which to find the agent, between commas");

  public static final Setting<Duration> AGENT_DRAIN =
      clients("RIGEL_AGENT_DRAIN_SECONDS", Kind.DURATION)
          .usual("0")
          .means(
              "how long running work may go on when the agent is told to end, or its application is"
                  + " undeployed, while no more runs are taken");

  public static final Setting<Integer> AGENT_LIMIT =
      clients("RIGEL_AGENT_LIMIT", Kind.COUNT)
          .computed("4 a processor, at least 8")
          .means("flow runs that an agent has in progress at once; 0 for any number");

  public static final Setting<Integer> AGENT_HEALTH_PORT =
      clients("RIGEL_AGENT_HEALTH_PORT", Kind.PORT)
          .means(
              "port where an agent answers probes, `/health/live` and `/health/ready`; none if"
                  + " unset");

  public static final Setting<String> AGENT_HEALTH_HOST =
      clients("RIGEL_AGENT_HEALTH_HOST", Kind.TEXT)
          .usual("127.0.0.1")
          .means("address where it does so; `0.0.0.0` in a pod of Kubernetes");

  public static final Setting<Duration> AGENT_STOP =
      clients("RIGEL_AGENT_STOP_SECONDS", Kind.DURATION)
          .usual("10")
          .means(
              "how long an agent waits for a process that it has asked to end, as it stops or as the"
                  + " run is cancelled, before it kills it");

  public static final Setting<String> PROFILE =
      clients("PREFECT_PROFILE", Kind.TEXT)
          .computed("what the profiles file says, else `default`")
          .notInProfiles()
          .means("active profile");

  public static final Setting<Path> PROFILES_PATH =
      clients("PREFECT_PROFILES_PATH", Kind.PATH)
          .usual("${RIGEL_HOME}/profiles.toml")
          .means("the profiles file");

  public static final Setting<String> LOGGING_LEVEL =
      clients("PREFECT_LOGGING_LEVEL", Kind.LEVEL)
          .usual("INFO")
          .means("least level of a run's logs");

  public static final Setting<String> API_HOST =
      clients("PREFECT_ORION_API_HOST", Kind.TEXT)
          .usual("127.0.0.1")
          .means("address where `rigel server start` listens, and Payara Micro by `server-config`");

  public static final Setting<List<String>> SERVER_JVM_ARGS =
      clients("RIGEL_SERVER_JVM_ARGS", Kind.WORDS)
          .usual("")
          .means(
              "JVM options of `rigel server start`, between spaces; its own is `-Xmx512m`, and"
                  + " another `-Xmx` here wins");

  public static final Setting<Boolean> CLI_COLORS =
      clients("PREFECT_CLI_COLORS", Kind.FLAG)
          .usual("True")
          .means("colours on a terminal; environment only, as `NO_COLOR`");

  public static final Setting<Boolean> CLI_WRAP_LINES =
      clients("PREFECT_CLI_WRAP_LINES", Kind.FLAG)
          .usual("True")
          .means("wrap at the terminal's width, 80 where it is unknown; environment only");

  // only handed on

  static {
    flows("PREFECT_HOME", Kind.PATH).usual("~/.prefect").means("Prefect's own directory");
    flows("PREFECT_LOCAL_STORAGE_PATH", Kind.PATH)
        .usual("${PREFECT_HOME}/storage")
        .means("results of flows and tasks");
    flows("PREFECT_RESULTS_PERSIST_BY_DEFAULT", Kind.FLAG)
        .usual("False")
        .means("results are stored");
    flows("PREFECT_RESULTS_DEFAULT_SERIALIZER", Kind.TEXT)
        .usual("pickle")
        .means("how results are written");
    flows("PREFECT_ASYNC_FETCH_STATE_RESULT", Kind.FLAG)
        .usual("False")
        .means("results of states are fetched when asked for");
    flows("PREFECT_DEBUG_MODE", Kind.FLAG).usual("False").means("logs at DEBUG");
    flows("PREFECT_LOGGING_COLORS", Kind.FLAG).usual("True").means("colours in logs");
    flows("PREFECT_LOGGING_EXTRA_LOGGERS", Kind.TEXT)
        .usual("")
        .means("loggers whose lines go to the API too, between commas");
    flows("PREFECT_LOGGING_SETTINGS_PATH", Kind.PATH)
        .usual("${PREFECT_HOME}/logging.yml")
        .means("configuration of Python's logging");
    flows("PREFECT_LOGGING_ORION_ENABLED", Kind.FLAG)
        .usual("True")
        .means("logs of runs go to the API");
    flows("PREFECT_LOGGING_ORION_BATCH_INTERVAL", Kind.DECIMAL)
        .usual("2.0")
        .means("seconds between two parcels of logs");
    flows("PREFECT_LOGGING_ORION_BATCH_SIZE", Kind.COUNT)
        .usual("4000000")
        .means("greatest parcel of logs, bytes");
    flows("PREFECT_LOGGING_ORION_MAX_LOG_SIZE", Kind.COUNT)
        .usual("1000000")
        .means("longest line of a log, bytes; longer ones are dropped");
  }

  private Settings() {}

  /** All of them, in the order of the documentation. */
  public static List<Setting<?>> all() {
    return Collections.unmodifiableList(TABLE);
  }

  /** The one of a name. */
  public static Optional<Setting<?>> named(String name) {
    return TABLE.stream().filter(setting -> setting.name().equals(name)).findFirst();
  }

  private static <T> Row<T> server(String name, Kind<T> kind) {
    return of(Set.of(SERVER), name, kind);
  }

  private static <T> Row<T> clients(String name, Kind<T> kind) {
    return of(Set.of(CLIENTS), name, kind);
  }

  private static <T> Row<T> flows(String name, Kind<T> kind) {
    return of(Set.of(FLOWS), name, kind);
  }

  private static <T> Row<T> of(Set<Program> readers, String name, Kind<T> kind) {
    return new Row<>(TABLE, readers, name, kind);
  }
}
