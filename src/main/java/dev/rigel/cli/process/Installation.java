package dev.rigel.cli.process;

import dev.rigel.cli.terminal.Failure;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Where the pieces of Rigel lie: the build puts them side by side.
 *
 * @param directory that of the jar that is running
 */
public record Installation(Path directory) {
  private static final String WAR = "rigel.war";
  private static final String PAYARA_MICRO = "payara-micro.jar";

  public static Installation ofThisJar() {
    try {
      var code = Installation.class.getProtectionDomain().getCodeSource().getLocation();
      return new Installation(Objects.requireNonNull(Path.of(code.toURI()).getParent()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the class path is no place on disk", e);
    }
  }

  /** The java command that runs this process. */
  static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  Path cliJar() {
    return demand("rigel-cli.jar");
  }

  Path war() {
    return demand(WAR);
  }

  Path payaraMicro() {
    return demand(PAYARA_MICRO);
  }

  /** Whether there is all that a server is made of. */
  boolean hasServer() {
    return List.of(WAR, PAYARA_MICRO).stream()
        .allMatch(name -> Files.isRegularFile(directory.resolve(name)));
  }

  private Path demand(String name) {
    var file = directory.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new Failure("%s is missing; build it with: mvn package".formatted(file));
    }
    return file;
  }
}
