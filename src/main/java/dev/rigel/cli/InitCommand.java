package dev.rigel.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code init}: a project for a flow of one's own. */
@Command(
    name = "init",
    description =
        "Make a Maven project with a first flow, a Jakarta Batch job, and its deployment.")
final class InitCommand implements Runnable {
  private final Session session;

  @Parameters(paramLabel = "NAME", description = "Name of the flow: lower-case letters, digits, -.")
  String name;

  @Option(
      names = "--directory",
      paramLabel = "PATH",
      description = "Where to make it, missing or empty; default NAME in the current directory.")
  @Nullable Path directory;

  InitCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    var project = new FlowProject(name);
    var place = directory == null ? Path.of(name) : directory;
    var out = session.out();
    project.writeTo(place.toAbsolutePath().normalize()).forEach(file -> out.line("  " + file));
    out.success("Created the flow '%s' in %s".formatted(name, place));
    out.line(
        """

        Next, with a server running:
          cd %s
          mvn package
          rigel deployment apply %s.yaml
          rigel deployment run %s/first --watch
        and in another terminal:
          rigel agent start -q %s-queue"""
            .formatted(place, name, name, name));
  }
}
