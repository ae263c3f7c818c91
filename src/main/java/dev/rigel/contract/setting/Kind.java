package dev.rigel.contract.setting;

import dev.rigel.contract.json.Scalars;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;

/**
 * What the text of a setting must be, and how it is read: one grammar, whoever reads it. Texts come
 * without spaces around them.
 *
 * @param <T> what is read
 */
public final class Kind<T> {
  /** Any text. */
  public static final Kind<String> TEXT = new Kind<>("text", "be a text", text -> text);

  /** A level of logging, in upper case; which there are is its reader's affair. */
  public static final Kind<String> LEVEL =
      new Kind<>("level", "be a level", text -> text.toUpperCase(Locale.ROOT));

  /** Words between spaces. */
  public static final Kind<List<String>> WORDS =
      new Kind<>(
          "text",
          "be words",
          text -> text.isEmpty() ? List.of() : List.of(text.split("\\s+")),
          words -> String.join(" ", words));

  /** Names between commas. */
  public static final Kind<List<String>> NAMES =
      new Kind<>(
          "list of names",
          "be names between commas",
          Kind::names,
          names -> String.join(",", names));

  /** {@code true/false}, {@code yes/no}, {@code on/off}, {@code t/f}, {@code y/n}, {@code 1/0}. */
  public static final Kind<Boolean> FLAG = new Kind<>("boolean", "be true or false", Scalars::flag);

  /** A whole number, 0 or more. */
  public static final Kind<Integer> COUNT =
      new Kind<>("integer", "be a whole number, 0 or more", Kind::count);

  /** A number with or without a fraction, 0 or more. */
  public static final Kind<BigDecimal> DECIMAL =
      new Kind<>("float", "be a number, 0 or more", Kind::decimal);

  /** A port to listen on. */
  public static final Kind<Integer> PORT = new Kind<>("port", "be a port, 1 to 65535", Kind::port);

  /**
   * 0 or more: seconds with or without a fraction, {@code HH:MM:SS}, {@code 100 days, 0:00:00} or
   * ISO 8601.
   */
  public static final Kind<Duration> DURATION =
      new Kind<>("duration", "be seconds, 0 or more", Kind::duration, Scalars::seconds);

  /** An address of HTTP; read without a slash at its end. */
  public static final Kind<URI> ADDRESS =
      new Kind<>("url", "be an http or https address", Kind::address, URI::toString);

  /** A file or directory; a {@code ~} at its start is the user's home. */
  public static final Kind<Path> PATH = new Kind<>("path", "be a path", Kind::path, Path::toString);

  /** Origins of pages, between commas; {@code *} is any. */
  public static final Kind<Set<String>> ORIGINS =
      new Kind<>(
          "list of origins",
          "be addresses such as https://rigel.example",
          Origins::parse,
          Origins::text);

  /** JDBC URL of a database that a server can use. It may hold a password. */
  public static final Kind<String> DATABASE =
      new Kind<>(
          "database url",
          "begin with jdbc:postgresql: or jdbc:h2:",
          Kind::database,
          url -> url,
          url -> Optional.of(scheme(url)));

  /** A Fernet key. */
  public static final Kind<byte[]> KEY =
      new Kind<>("key", "be 32 bytes in URL-safe base64, as Fernet keys are", Kind::key);

  private static final int KEY_BYTES = 32;
  private static final int LAST_PORT = 65_535;

  private final String word;
  private final String demand;
  private final Function<String, T> reader;
  private final Function<T, Object> shown;
  private final Function<String, Optional<String>> harmless;

  /** Its values are flags, numbers or texts. */
  private Kind(String word, String demand, Function<String, T> reader) {
    this(word, demand, reader, value -> value);
  }

  private Kind(String word, String demand, Function<String, T> reader, Function<T, Object> shown) {
    this(word, demand, reader, shown, text -> Optional.empty());
  }

  private Kind(
      String word,
      String demand,
      Function<String, T> reader,
      Function<T, Object> shown,
      Function<String, Optional<String>> harmless) {
    this.word = word;
    this.demand = demand;
    this.reader = reader;
    this.shown = shown;
    this.harmless = harmless;
  }

  /**
   * Reads a text.
   *
   * @throws IllegalArgumentException if it is none of this kind, in the words of Prefect's command
   *     line; the text, which may be a secret, is not among them
   */
  public T read(String text) {
    try {
      return reader.apply(text);
    } catch (BelowZero e) {
      throw e;
    } catch (IllegalArgumentException e) {
      // without the cause, which may quote the text
      throw new IllegalArgumentException("value is not a valid " + word);
    }
  }

  /** What a text of this kind must do: {@code be true or false}. */
  String demand() {
    return demand;
  }

  /** What may be repeated of a secret that is not of this kind, if anything. */
  Optional<String> harmless(String text) {
    return harmless.apply(text);
  }

  /** A value as JSON has it: a flag, a number (seconds for a duration) or a text. */
  public Object shown(T value) {
    return shown.apply(value);
  }

  private static final class BelowZero extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    BelowZero() {
      super("ensure this value is greater than or equal to 0");
    }
  }

  private static Integer count(String text) {
    var count = Integer.valueOf(text);
    return notBelowZero(count, count);
  }

  private static BigDecimal decimal(String text) {
    var number = new BigDecimal(text);
    return notBelowZero(number, number.signum());
  }

  private static Duration duration(String text) {
    var duration = Scalars.duration(text);
    return notBelowZero(duration, duration.isNegative() ? -1 : 0);
  }

  private static <T> T notBelowZero(T value, int sign) {
    if (sign < 0) {
      throw new BelowZero();
    }
    return value;
  }

  private static List<String> names(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private static Integer port(String text) {
    var port = Integer.valueOf(text);
    demand(port >= 1 && port <= LAST_PORT);
    return port;
  }

  private static URI address(String text) {
    var address = URI.create(text.replaceAll("/+$", ""));
    demand(address.getHost() != null);
    demand("http".equals(address.getScheme()) || "https".equals(address.getScheme()));
    return address;
  }

  private static Path path(String text) {
    var home = Matcher.quoteReplacement(System.getProperty("user.home"));
    return Path.of(text.replaceFirst("^~(?=/|$)", home));
  }

  private static String database(String text) {
    demand(text.matches("(?is)jdbc:(postgresql|h2):.*"));
    return text;
  }

  /** What comes after the scheme may hold a password. */
  private static String scheme(String url) {
    var scheme = url.replaceAll("^((jdbc:)?[\\w.+-]*:?).*", "$1");
    return scheme.equals(url) ? url : scheme + "…";
  }

  private static byte[] key(String text) {
    var key = Base64.getUrlDecoder().decode(text);
    demand(key.length == KEY_BYTES);
    return key;
  }

  private static void demand(boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException();
    }
  }
}
