package dev.rigel.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rigel.webapp.InBrowser;
import dev.rigel.webapp.Visitor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever clicks on what a command printed sees the thing it is about. */
@InBrowser
@OnServer
@EachOnce
class PrintedAddressesIT {
  private static final Pattern ADDRESS = Pattern.compile("(https?://[^\\s'\"<>()\\[\\]]+)");
  private static final Pattern STARTED = Pattern.compile("Created flow run '([^']+)'");

  private final Visitor visitor;
  private final Rigel rigel;
  private final String name = "printed-" + UUID.randomUUID();
  @TempDir Path directory;

  PrintedAddressesIT(Visitor visitor, Rigel rigel) {
    this.visitor = visitor;
    this.rigel = rigel;
  }

  @Test
  void each_address_that_a_command_prints_is_that_of_the_page_of_its_thing() throws IOException {
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

    var printed = new StringBuilder();
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
      printed.append(printed(command));
    }

    var addresses = found(ADDRESS, printed.toString());
    var started = found(STARTED, printed.toString());
    assertThat(started).hasSize(1);
    assertThat(addresses.stream().map(this::heading))
        .containsExactlyInAnyOrder("daily", started.get(0));
  }

  private String printed(List<String> command) {
    try (var program = Program.start(rigel, directory, command.toArray(String[]::new))) {
      assertThat(program.exitStatus()).as("%s: %s", command, program.output()).isZero();
      return program.output();
    }
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).distinct().toList();
  }

  private String heading(String address) {
    assertThat(address).startsWith(rigel.address() + "/");
    var page = visitor.open(URI.create(address));
    assertThat(page).hasTitle(Pattern.compile(".* · Rigel$"));
    assertThat(page.locator("#main .waiting")).hasCount(0);
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)).textContent();
  }
}
