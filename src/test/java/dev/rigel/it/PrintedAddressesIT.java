package dev.rigel.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever clicks on what a command printed, or a notification said, sees a page. */
@OnServer
class PrintedAddressesIT {
  private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s'\"<>()\\[\\]]+");

  private final Rigel rigel;
  private final String name = "printed-" + Site.unique("").strip();
  private final List<String> printed = new ArrayList<>();
  @TempDir Path directory;

  PrintedAddressesIT(Rigel rigel) {
    this.rigel = rigel;
  }

  @Test
  void each_address_that_a_command_prints_is_that_of_a_page() throws IOException {
    var yaml =
        """
        name: daily
        flow_name: %1$s
        work_queue_name: %1$s
        entrypoint: batch:nothing
        """
            .formatted(name);
    var run = Site.unlimited(rigel.api()).dueRun().id().toString();
    var file = Files.writeString(directory.resolve("deployment.yaml"), yaml).toString();

    for (var command :
        List.of(
            List.of("deployment", "apply", file),
            List.of("deployment", "run", name + "/daily"),
            List.of("deployment", "inspect", name + "/daily"),
            List.of("deployment", "ls"),
            List.of("work-queue", "create", name + " more"),
            List.of("work-queue", "inspect", name),
            List.of("work-queue", "status", name),
            List.of("flow-run", "ls"),
            List.of("flow-run", "inspect", run),
            List.of("flow-run", "cancel", run),
            List.of("flow", "ls"),
            List.of("agent", "ls"))) {
      printed.addAll(addresses(command));
    }

    assertThat(printed)
        .anyMatch(address -> address.contains("/deployments/deployment/"))
        .anyMatch(address -> address.contains("/flow-runs/flow-run/"));
    assertThat(printed).allSatisfy(this::isOfAPage);
  }

  private List<String> addresses(List<String> command) {
    try (var program = Program.start(rigel, directory, command.toArray(String[]::new))) {
      assertThat(program.exitStatus()).as("%s: %s", command, program.output()).isZero();
      return ADDRESS.matcher(program.output()).results().map(found -> found.group()).toList();
    }
  }

  private void isOfAPage(String address) {
    var root = rigel.address().toString();
    assertThat(address).startsWith(root + "/");
    var answer = new Http(URI.create(root)).get(address.substring(root.length()));
    assertThat(answer.status()).as(address).isEqualTo(200);
    assertThat(answer.text()).as(address).contains("<base href=");
  }
}
