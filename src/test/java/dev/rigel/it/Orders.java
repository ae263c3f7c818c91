package dev.rigel.it;

import dev.rigel.engine.EndlessBatchlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The example application, with a job that does not end by itself. */
final class Orders {
  private static final Path PROJECT =
      Path.of(System.getProperty("it.project"), "examples/orders-app");
  private static final Path RUNNER = Path.of(System.getProperty("it.build"), "rigel-runner.jar");

  private Orders() {}

  /** The WAR as the example's own build makes it. */
  static App built(Path directory) {
    try {
      var classes = JobSources.compiled(PROJECT, directory.resolve("orders-classes"));
      for (var entry :
          new String[] {
            EndlessBatchlet.class.getName().replace('.', '/') + ".class",
            "META-INF/batch-jobs/engine-endless.xml"
          }) {
        var copy = classes.resolve(entry);
        Files.createDirectories(copy.getParent());
        try (var in = Orders.class.getResourceAsStream("/" + entry)) {
          Files.copy(in, copy);
        }
      }
      var war = directory.resolve("orders.war");
      try (var content = FileSystems.newFileSystem(war, Map.of("create", "true"))) {
        copy(PROJECT.resolve("src/main/webapp"), content.getPath("/"));
        copy(classes, content.getPath("WEB-INF", "classes"));
        Files.createDirectories(content.getPath("WEB-INF", "lib"));
        Files.copy(RUNNER, content.getPath("WEB-INF", "lib", "rigel-runner.jar"));
      }
      return new App(war, "/orders", "/orders/api/orders", true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same WAR as the only module of an EAR. */
  static App inAnEar(Path directory) {
    var app = built(directory);
    var ear = directory.resolve("shop.ear");
    var descriptor =
        """
        <application xmlns="https://jakarta.ee/xml/ns/jakartaee" version="10">
          <module>
            <web><web-uri>orders.war</web-uri><context-root>%s</context-root></web>
          </module>
        </application>
        """
            .formatted(app.context());
    try (var content = FileSystems.newFileSystem(ear, Map.of("create", "true"))) {
      Files.copy(app.archive(), content.getPath("orders.war"));
      Files.createDirectories(content.getPath("META-INF"));
      Files.writeString(content.getPath("META-INF", "application.xml"), descriptor);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new App(ear, app.context(), app.probe(), app.usesDefaultData());
  }

  /** The deployment that comes with it. */
  static String yaml() throws IOException {
    return Files.readString(PROJECT.resolve("orders.yaml"));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }
}
