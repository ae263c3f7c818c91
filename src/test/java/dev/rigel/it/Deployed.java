package dev.rigel.it;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.arquillian.test.spi.LifecycleMethodExecutor;
import org.jboss.arquillian.test.spi.TestRunnerAdaptor;
import org.jboss.arquillian.test.spi.TestRunnerAdaptorBuilder;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ExplodedImporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * The WAR on the server that {@code arquillian.xml} describes, with the database that the
 * environment names. Deployed once for all test classes, which is why Arquillian's own JUnit
 * extension is not used: with Payara Micro it starts a JVM for each class.
 */
public final class Deployed implements AutoCloseable {
  /** Logs, and what the server keeps in files. */
  static final Path DIRECTORY = Path.of(System.getProperty("it.directory"));

  @ArquillianResource URL injected;

  private final EmbeddedPostgres postgresql;
  private final TestRunnerAdaptor arquillian;

  Deployed() {
    demandOneDatabase();
    prepareDirectory();
    postgresql = startDatabase();
    Stream.of("it.http.port", "it.https.port", "it.management.port")
        .forEach(name -> System.setProperty(name, "" + freePort()));
    System.setProperty("it.payara.batch", onPostgresql() ? payaraBatchOptions() : "");
    arquillian = TestRunnerAdaptorBuilder.build();
    try {
      if (onWildFly()) {
        new WildFlySetUp(DIRECTORY).run(onPostgresql());
      }
      arquillian.beforeSuite();
      arquillian.beforeClass(Deployed.class, LifecycleMethodExecutor.NO_OP);
      // injects; which method it is does not matter to it
      arquillian.before(this, Deployed.class.getMethod("war"), LifecycleMethodExecutor.NO_OP);
    } catch (Exception e) {
      close();
      throw new IllegalStateException("not deployed, logs are in " + DIRECTORY, e);
    }
  }

  /**
   * What Arquillian deploys: the WAR that Maven built, with the example's jar added, as somebody
   * does who lets the server execute flow runs.
   */
  @Deployment(testable = false)
  public static WebArchive war() {
    var file = Path.of(System.getProperty("it.build"), "rigel.war").toFile();
    return ShrinkWrap.createFromZipFile(WebArchive.class, file).addAsLibrary(example());
  }

  private static JavaArchive example() {
    var classes =
        JobSources.compiled(JobSources.weatherReport(), DIRECTORY.resolve("weather-report"));
    return ShrinkWrap.create(JavaArchive.class, "weather-report.jar")
        .as(ExplodedImporter.class)
        .importDirectory(classes.toFile())
        .as(JavaArchive.class);
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
    return URI.create("http://127.0.0.1:" + injected.getPort());
  }

  /** Else on H2. */
  static boolean onPostgresql() {
    return System.getProperty("it.postgresql.port") != null;
  }

  static boolean onWildFly() {
    return System.getProperty("arquillian.launch").equals("wildfly");
  }

  /** Undeploys, stops the server, then the database. */
  @Override
  public void close() {
    try {
      arquillian.afterClass(Deployed.class, LifecycleMethodExecutor.NO_OP);
      arquillian.afterSuite();
    } catch (Exception e) {
      throw new IllegalStateException("not taken down", e);
    } finally {
      arquillian.shutdown();
      stopDatabase();
    }
  }

  /** What server-config/payara-micro/README.md says about batch jobs in PostgreSQL. */
  private static String payaraBatchOptions() {
    var commands = Path.of(System.getProperty("it.project"), "server-config/payara-micro");
    return " --addlibs "
        + postgresqlDriver()
        + " --postbootcommandfile "
        + commands.resolve("batch-postgresql.asadmin");
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
  private static void prepareDirectory() {
    try {
      if (Files.exists(DIRECTORY)) {
        Files.walkFileTree(DIRECTORY, new Removal());
      }
      Files.createDirectories(DIRECTORY.resolve("tmp"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + DIRECTORY, e);
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

  private static int freePort() {
    try (var probe = new ServerSocket(0)) {
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port", e);
    }
  }
}
