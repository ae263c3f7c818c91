package dev.rigel.cli;

import dev.rigel.cli.terminal.OutputFormat;
import dev.rigel.cli.terminal.Style;
import dev.rigel.cli.terminal.Table;
import dev.rigel.cli.terminal.TimeText;
import dev.rigel.contract.flow.FlowQueryBuilder;
import dev.rigel.contract.flow.FlowResponse;
import dev.rigel.contract.flow.FlowSort;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
          int limit,
      @Mixin OutputFormat format) {
    var found =
        Pages.upTo(
            limit,
            page ->
                session
                    .api()
                    .flows()
                    .filter(
                        FlowQueryBuilder.builder()
                            .sort(FlowSort.CREATED_DESC)
                            .limit(page.limit())
                            .offset(page.offset())
                            .build()));
    var flows =
        found.stream().sorted(Comparator.comparing(FlowResponse::created).reversed()).toList();
    session.out().show(format, flows, () -> session.out().print(table(flows)));
  }

  private static Table table(List<FlowResponse> flows) {
    var table =
        Table.titled("Flows")
            .rightColumn("ID", Style.CYAN)
            .column("Name", Style.GREEN)
            .column("Created", Style.PLAIN);
    flows.forEach(f -> table.row(f.id().toString(), f.name(), TimeText.iso(f.created())));
    return table;
  }
}
