package dev.rigel.cli;

import dev.rigel.contract.flow.FlowQuery;
import dev.rigel.contract.flow.FlowResponse;
import dev.rigel.contract.flow.FlowSort;
import java.util.Comparator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code flow}. */
@Command(name = "flow", description = "View flows.")
final class FlowCommands {
  private final Session session;

  FlowCommands(Session session) {
    this.session = session;
  }

  @Command(description = "List flows, the newest first.")
  void ls(
      @Option(
              names = "--limit",
              defaultValue = "15",
              paramLabel = "INT",
              description = "How many at most; default ${DEFAULT-VALUE}.")
          int limit) {
    var flows =
        Pages.upTo(
            limit,
            page ->
                session
                    .api()
                    .flows()
                    .filter(
                        new FlowQuery(
                            null,
                            null,
                            null,
                            null,
                            FlowSort.CREATED_DESC,
                            page.limit(),
                            page.offset())));
    var table =
        Table.titled("Flows")
            .rightColumn("ID", Style.CYAN)
            .column("Name", Style.GREEN)
            .column("Created", Style.PLAIN);
    flows.stream()
        .sorted(Comparator.comparing(FlowResponse::created).reversed())
        .forEach(f -> table.row(f.id().toString(), f.name(), Times.iso(f.created())));
    session.out().print(table);
  }
}
