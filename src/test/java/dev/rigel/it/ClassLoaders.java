package dev.rigel.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Class loaders in the JVM of a server. */
final class ClassLoaders {
  private ClassLoaders() {}

  /** How many have loaded a class of that name and are still there after a collection. */
  static long of(String type, AppServer server) throws IOException, InterruptedException {
    var jvm = "" + server.pids().get(server.pids().size() - 1);
    jcmd(jvm, "GC.run");
    return jcmd(jvm, "VM.classloaders", "show-classes")
        .lines()
        .filter(line -> line.endsWith(" " + type))
        .count();
  }

  private static String jcmd(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return text;
  }
}
