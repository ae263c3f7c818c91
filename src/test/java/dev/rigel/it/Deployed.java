package dev.rigel.it;

import dev.rigel.engine.TroubleBatchlet;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The WAR on the kind of server that Maven's profile names, with the database that the environment
 * names. Deployed once for all test classes.
 */
public final class Deployed implements AutoCloseable {
  /** Logs, and what the server keeps in files. */
  public static final Path DIRECTORY = Path.of(System.getProperty("it.directory"));

  /** No job with a typing error: WildFly refuses to deploy its WAR, and names the line itself. */
  private static final List<String> TROUBLE =
      List.of(
          TroubleBatchlet.class.getName().replace('.', '/') + ".class",
          TroubleBatchlet.class.getName().replace('.', '/') + "$Mute.class",
          "META-INF/batch-jobs/engine-trouble.xml",
          "META-INF/batch-jobs/engine-once.xml");

  private final EmbeddedPostgres postgresql;
  private AppServer server;

  Deployed() {
    demandOneDatabase();
    empty(DIRECTORY);
    postgresql = startDatabase();
    try {
      server = AppServer.prepare(Files.createDirectories(DIRECTORY.resolve("server")), war());
      server.start();
      server.awaitReady();
    } catch (IOException | RuntimeException e) {
      close();
      throw new IllegalStateException("not deployed, logs are in " + DIRECTORY, e);
    }
  }

  /** The WAR that Maven built. */
  public static Path plainWar() {
    return Path.of(System.getProperty("it.build"), "rigel.war");
  }

  /**
   * The WAR that Maven built, with the example's jar added, as somebody does who lets the server
   * execute flow runs, and with jobs that end as no job should.
   */
  private static Path war() throws IOException {
    var war = warWith(DIRECTORY, JobSources.weatherReport());
    try (var content = FileSystems.newFileSystem(war)) {
      for (var entry : TROUBLE) {
        addTestClass(content.getPath("WEB-INF", "classes").resolve(entry), entry);
      }
    }
    return war;
  }

  /** The WAR that Maven built, in this directory, with a jar of each of these projects' jobs. */
  public static Path warWith(Path directory, Path... projects) throws IOException {
    var war = directory.resolve("rigel.war");
    Files.copy(plainWar(), war);
    try (var content = FileSystems.newFileSystem(war)) {
      for (var project : projects) {
        var name = project.getFileName().toString();
        var classes = JobSources.compiled(project, directory.resolve(name));
        var jar = JobSources.jar(classes, directory.resolve(name + ".jar"));
        Files.copy(jar, content.getPath("WEB-INF", "lib", name + ".jar"));
      }
    }
    return war;
  }

  private static void addTestClass(Path to, String entry) throws IOException {
    Files.createDirectories(to.getParent());
    try (var in = Deployed.class.getResourceAsStream("/" + entry)) {
      Files.copy(in, to);
    }
  }

  /** Else the server would quietly use its default, H2, and the tests would prove nothing. */
  private static void demandOneDatabase() {
    if (onPostgresql() != (System.getenv("RIGEL_DATABASE_URL") != null)) {
      throw new IllegalStateException(
          "the server's environment names another database than the one that is tested");
    }
  }

  /** Root of the server, without a slash at the end; loopback, which is all it listens on. */
  public URI address() {
    return server.address();
  }

  /** The server itself. */
  AppServer server() {
    return server;
  }

  /** Else on H2. */
  public static boolean onPostgresql() {
    return System.getProperty("it.postgresql.port") != null;
  }

  /** The database of the server that is deployed. */
  static DataSource postgresql() {
    var source = new PGSimpleDataSource();
    source.setUrl(System.getenv("RIGEL_DATABASE_URL"));
    source.setUser(System.getenv("RIGEL_DATABASE_USER"));
    source.setPassword(System.getenv("RIGEL_DATABASE_PASSWORD"));
    return source;
  }

  /** Else on Payara Micro. */
  public static boolean onWildFly() {
    return System.getProperty("it.server").equals("wildfly");
  }

  /**
   * Whether, by {@code -Drigel.pairs=all}, what lasts long meets every pair of a server and a
   * database that it can.
   */
  public static boolean onAllPairs() {
    return "all".equals(System.getProperty("rigel.pairs"));
  }

  /** One of the two pairs that {@link EachOnce} leaves out. */
  static boolean isOtherPair() {
    return onWildFly() != onPostgresql() && !onAllPairs();
  }

  /** Stops the server, then the database. */
  @Override
  public void close() {
    try {
      if (server != null) {
        server.terminate();
        server.awaitEnd();
      }
    } finally {
      if (server != null) {
        server.close();
      }
      stopDatabase();
    }
  }

  /** The jar of the JDBC driver. */
  static Path postgresqlDriver() {
    try {
      var source = org.postgresql.Driver.class.getProtectionDomain().getCodeSource();
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static EmbeddedPostgres startDatabase() {
    try {
      return onPostgresql()
          ? EmbeddedPostgres.builder().setPort(Integer.getInteger("it.postgresql.port")).start()
          : null;
    } catch (IOException e) {
      throw new UncheckedIOException("no database", e);
    }
  }

  private void stopDatabase() {
    try {
      if (postgresql != null) {
        postgresql.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("database not stopped", e);
    }
  }

  /** Yesterday's database would be found again: everything starts empty. */
  public static void empty(Path directory) {
    try {
      if (Files.exists(directory)) {
        Files.walkFileTree(directory, new Removal());
      }
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + directory, e);
    }
  }

  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException failure)
        throws IOException {
      Files.delete(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
