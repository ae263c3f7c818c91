package dev.rigel.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** As server-config/payara-micro/README.md starts it. */
final class PayaraMicro extends AppServer {
  private final Path commands =
      Path.of(System.getProperty("it.project"), "server-config/payara-micro");
  private final Path batch = commands.resolve("batch-postgresql.asadmin");
  private final Path postBoot;
  private Path postDeploy = commands.resolve("post-deploy.asadmin");

  PayaraMicro(Path directory, App app) throws IOException {
    super(directory, app);
    Files.createDirectories(directory.resolve("tmp"));
    postBoot = app.usesDefaultData() ? withDefaultData() : batch;
  }

  /** The default data source is where the records of batch jobs are. */
  private Path withDefaultData() throws IOException {
    return Files.writeString(
        directory.resolve("post-boot.asadmin"),
        Files.readString(batch)
            + "delete-jdbc-resource jdbc/__default\n"
            + "create-jdbc-resource --connectionpoolid=RigelBatchPool jdbc/__default\n");
  }

  @Override
  List<String> command() {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm());
    command.add("-Djava.io.tmpdir=" + directory.resolve("tmp"));
    command.add("-jar");
    command.add(Path.of(System.getProperty("it.build"), "payara-micro.jar").toString());
    command.addAll(List.of("--deploy", app.archive().toString(), "--contextroot", app.context()));
    command.add("--nocluster");
    command.addAll(List.of("--prebootcommandfile", "" + commands.resolve("pre-boot.asadmin")));
    command.addAll(List.of("--postdeploycommandfile", postDeploy.toString()));
    if (Deployed.onPostgresql()) {
      command.addAll(List.of("--addlibs", "" + Deployed.postgresqlDriver()));
      command.addAll(List.of("--postbootcommandfile", "" + postBoot));
    }
    return command;
  }

  /** Takes commands when it starts only, before the port is opened: the last one can be reached. */
  @Override
  void startAndRedeploy(int times, Runnable used) throws IOException {
    var deploy = "deploy --name %s --contextroot %s %s\n";
    var again =
        "undeploy %s\n".formatted(app.name())
            + deploy.formatted(app.name(), app.context(), app.archive());
    var opening = Files.readString(postDeploy);
    postDeploy =
        Files.writeString(directory.resolve("redeploy.asadmin"), again.repeat(times) + opening);
    start();
    awaitReady();
    used.run();
  }

  @Override
  Set<Integer> ports() {
    return Set.of(port);
  }
}
