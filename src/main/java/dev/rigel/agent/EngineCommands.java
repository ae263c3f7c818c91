package dev.rigel.agent;

import dev.rigel.agent.child.Main;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The commands that run an engine in a process of its own. */
final class EngineCommands {
  private EngineCommands() {}

  /** The Python engine; needs Prefect 2 where the agent runs. */
  static List<String> python() {
    return List.of("python", "-m", "prefect.engine");
  }

  /**
   * The batch engine in a JVM like the agent's own.
   *
   * @param classpath added to Rigel's own; relative entries start at the child's directory
   * @param jvmArguments put before all others
   */
  static List<String> java(List<String> classpath, List<String> jvmArguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // a run is short: the quick compiler alone halves the time to its first step
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(jvmArguments);
    command.add("-cp");
    command.add(
        Stream.concat(ownClasspath(), classpath.stream())
            .collect(Collectors.joining(File.pathSeparator)));
    command.add(Main.class.getName());
    return command;
  }

  /** What this JVM runs from: the CLI jar, or a build's directories. */
  private static Stream<String> ownClasspath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry).toAbsolutePath().toString());
  }
}
