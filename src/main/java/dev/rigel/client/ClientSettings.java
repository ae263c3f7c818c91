package dev.rigel.client;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;

/**
 * All settings of agent and CLI. Each is an environment variable; a profile of the profiles file
 * may give it too. Order: a profile named on the command line, the environment, the active profile,
 * the default. An empty value counts as none. Getters throw {@link IllegalArgumentException}, with
 * the setting's name in a one-line message, for a value that does not fit.
 */
public final class ClientSettings {
  /** Address of the API, {@code /api} included. Default {@code http://127.0.0.1:4200/api}. */
  public static final String API_URL = "PREFECT_API_URL";

  /** Key that is sent as bearer token. Secret. Default none. */
  public static final String API_KEY = "PREFECT_API_KEY";

  /** How long to wait for a connection, and for an answer. Seconds, default 30. */
  public static final String API_REQUEST_TIMEOUT = "PREFECT_API_REQUEST_TIMEOUT";

  /** Time between two passes of the agent. Seconds, fractions allowed, default 5. */
  public static final String AGENT_QUERY_INTERVAL = "PREFECT_AGENT_QUERY_INTERVAL";

  /** How long before its start time a run is taken. Seconds, default 10. */
  public static final String AGENT_PREFETCH_SECONDS = "PREFECT_AGENT_PREFETCH_SECONDS";

  /**
   * How long the processes of an agent that stops may take to end before they are killed. Seconds,
   * default 10.
   */
  public static final String AGENT_STOP_SECONDS = "RIGEL_AGENT_STOP_SECONDS";

  /**
   * How long a batch job may go on after it was asked to stop before it is given up, and its
   * process ended if it has one of its own. Seconds, default 60.
   */
  public static final String JOB_STOP_SECONDS = "RIGEL_JOB_STOP_SECONDS";

  /**
   * How many flow runs an agent has in hand at once; 0 for any number. Default: four a processor,
   * at least eight.
   */
  public static final String AGENT_LIMIT = "RIGEL_AGENT_LIMIT";

  /** Least level that is logged: DEBUG, INFO, WARNING, ERROR or CRITICAL. Default INFO. */
  public static final String LOGGING_LEVEL = "PREFECT_LOGGING_LEVEL";

  /** Rigel's own directory. Default {@code .rigel} in the user's home. */
  public static final String HOME = "RIGEL_HOME";

  /** The profiles file. Default {@code profiles.toml} in {@link #HOME}. */
  public static final String PROFILES_PATH = "PREFECT_PROFILES_PATH";

  /** The active profile; only from the environment. Default: what the profiles file says. */
  public static final String PROFILE = "PREFECT_PROFILE";

  private final Config config;
  private final Map<String, String> given;
  private final String profile;
  private final Optional<String> warning;

  private ClientSettings(Map<String, String> given, String profile, Optional<String> warning) {
    this.given = given;
    this.profile = profile;
    this.warning = warning;
    this.config =
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(given, "profile and environment", 300))
            .build();
  }

  /** From this process's environment and the active profile. */
  public static ClientSettings load() {
    return load(System.getenv(), null);
  }

  /**
   * From an environment.
   *
   * @param namedProfile the profile that the command line names, which then wins over the
   *     environment; null for none
   */
  public static ClientSettings load(Map<String, String> environment, String namedProfile) {
    var profiles = Profiles.read(profilesPath(environment));
    var wanted =
        Optional.ofNullable(namedProfile)
            .or(() -> value(environment, PROFILE))
            .orElse(profiles.active());
    var ofProfile = profiles.named(wanted).orElseGet(profiles::ofDefault);
    var given = new TreeMap<String, String>();
    given.putAll(namedProfile == null ? ofProfile : environment);
    given.putAll(namedProfile == null ? environment : ofProfile);
    return new ClientSettings(given, wanted, warning(profiles, wanted));
  }

  private static Optional<String> warning(Profiles profiles, String wanted) {
    return profiles.named(wanted).isPresent()
        ? Optional.empty()
        : Optional.of(
            "WARNING: Active profile '"
                + wanted
                + "' not found. The default profile will be used instead.");
  }

  private static Path profilesPath(Map<String, String> environment) {
    return value(environment, PROFILES_PATH)
        .map(path -> Path.of(expanded(path, environment)))
        .orElseGet(() -> home(environment).resolve("profiles.toml"));
  }

  private static Path home(Map<String, String> environment) {
    return value(environment, HOME)
        .map(path -> Path.of(expanded(path, environment)))
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".rigel"));
  }

  /** Replaces {@code ${NAME}} by the variable and a leading {@code ~} by the user's home. */
  private static String expanded(String path, Map<String, String> environment) {
    var text = path.startsWith("~/") ? System.getProperty("user.home") + path.substring(1) : path;
    for (var variable : environment.entrySet()) {
      text = text.replace("${" + variable.getKey() + "}", variable.getValue());
    }
    return text;
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  /** The same with another API address, as if it stood in the environment. */
  public ClientSettings withApiUrl(URI url) {
    var changed = new LinkedHashMap<>(given);
    changed.put(API_URL, url.toString());
    return new ClientSettings(changed, profile, warning);
  }

  /** The name of the active profile. */
  public String profile() {
    return profile;
  }

  /** What the user should hear about the choice of the profile, one line. */
  public Optional<String> warning() {
    return warning;
  }

  /** {@link #API_URL}, without a slash at its end. */
  public URI apiUrl() {
    return get(API_URL, ClientSettings::url).orElse(URI.create("http://127.0.0.1:4200/api"));
  }

  /** {@link #API_KEY}. */
  public Optional<String> apiKey() {
    return get(API_KEY, Function.identity());
  }

  /** {@link #API_REQUEST_TIMEOUT}. */
  public Duration requestTimeout() {
    return get(API_REQUEST_TIMEOUT, ClientSettings::duration).orElse(Duration.ofSeconds(30));
  }

  /** {@link #AGENT_QUERY_INTERVAL}. */
  public Duration agentQueryInterval() {
    return get(AGENT_QUERY_INTERVAL, ClientSettings::duration).orElse(Duration.ofSeconds(5));
  }

  /** {@link #AGENT_PREFETCH_SECONDS}. */
  public Duration agentPrefetch() {
    return get(AGENT_PREFETCH_SECONDS, ClientSettings::duration).orElse(Duration.ofSeconds(10));
  }

  /**
   * {@link #AGENT_LIMIT}.
   *
   * @throws IllegalArgumentException if it is no whole number from 0 up
   */
  public int agentLimit() {
    return get(AGENT_LIMIT, ClientSettings::count)
        .orElse(Math.max(8, 4 * Runtime.getRuntime().availableProcessors()));
  }

  /** {@link #AGENT_STOP_SECONDS}. */
  public Duration agentStop() {
    return get(AGENT_STOP_SECONDS, ClientSettings::duration).orElse(Duration.ofSeconds(10));
  }

  /** {@link #JOB_STOP_SECONDS}. */
  public Duration jobStop() {
    return get(JOB_STOP_SECONDS, ClientSettings::duration).orElse(Duration.ofSeconds(60));
  }

  /** {@link #LOGGING_LEVEL}, in upper case. */
  public String loggingLevel() {
    return get(LOGGING_LEVEL, text -> text.strip().toUpperCase(Locale.ROOT)).orElse("INFO");
  }

  /** {@link #HOME}. */
  public Path home() {
    return home(given);
  }

  /** {@link #PROFILES_PATH}. */
  public Path profilesPath() {
    return profilesPath(given);
  }

  /** A setting that has no getter here, as text. */
  public Optional<String> text(String name) {
    return get(name, Function.identity());
  }

  /**
   * The settings that profile or environment give, Prefect's and Rigel's, for the environment of
   * every process that is started: a run's, a server's, an agent's. Holds the API key: not for logs
   * and not for command lines.
   */
  public Map<String, String> given() {
    var settings = new TreeMap<String, String>();
    given.forEach(
        (name, value) -> {
          if (name.matches("(PREFECT|RIGEL)_[^_].*")) {
            settings.put(name, value);
          }
        });
    return settings;
  }

  private <T> Optional<T> get(String name, Function<String, T> parse) {
    var text = config.getOptionalValue(name, String.class);
    try {
      return text.map(parse);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }

  private static URI url(String text) {
    var url = URI.create(text.strip().replaceAll("/+$", ""));
    if (url.getHost() == null
        || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
      throw new IllegalArgumentException("'" + text + "' is no http or https address");
    }
    return url;
  }

  private static Integer count(String text) {
    if (!text.strip().matches("\\d{1,9}")) {
      throw new IllegalArgumentException("'" + text + "' is no whole number from 0 up");
    }
    return Integer.valueOf(text.strip());
  }

  /** Seconds with or without fraction, {@code HH:MM:SS}, or ISO 8601. */
  private static Duration duration(String text) {
    try {
      if (text.strip().matches("\\d+:\\d\\d:\\d\\d")) {
        var parts = text.strip().split(":");
        return Duration.parse("PT%sH%sM%sS".formatted((Object[]) parts));
      }
      return text.strip().startsWith("P")
          ? Duration.parse(text.strip())
          : Duration.parse("PT" + text.strip() + "S");
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("'" + text + "' is no number of seconds", e);
    }
  }
}
