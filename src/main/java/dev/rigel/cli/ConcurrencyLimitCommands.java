package dev.rigel.cli;

import dev.rigel.cli.terminal.Failure;
import dev.rigel.cli.terminal.OutputFormat;
import dev.rigel.cli.terminal.Panel;
import dev.rigel.cli.terminal.PythonText;
import dev.rigel.cli.terminal.RelativeTime;
import dev.rigel.cli.terminal.Style;
import dev.rigel.cli.terminal.Table;
import dev.rigel.cli.terminal.Text;
import dev.rigel.client.ApiException;
import dev.rigel.contract.concurrencylimit.ConcurrencyLimitCreate;
import dev.rigel.contract.concurrencylimit.ConcurrencyLimitResponse;
import dev.rigel.contract.concurrencylimit.ConcurrencyLimitsApi;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code concurrency-limit}: how many task runs with a tag may run at once. */
@Command(name = "concurrency-limit", description = "Limit the task runs that carry a tag.")
final class ConcurrencyLimitCommands {
  private final Session session;

  ConcurrencyLimitCommands(Session session) {
    this.session = session;
  }

  @Command(description = "Set the limit of a tag.")
  void create(
      @Parameters(paramLabel = "TAG") String tag,
      @Parameters(paramLabel = "CONCURRENCY_LIMIT", converter = ConcurrencyLimit.class) int limit) {
    var made = limits().create(new ConcurrencyLimitCreate(tag, limit));
    session
        .out()
        .print(
            """

            Created concurrency limit with properties:
                tag - %1$s
                concurrency_limit - %2$d

            Delete the concurrency limit:
                rigel concurrency-limit delete %1$s

            Inspect the concurrency limit:
                rigel concurrency-limit inspect %1$s
            """
                .formatted(PythonText.quoted(made.tag()), made.concurrencyLimit()));
  }

  @Command(description = "List concurrency limits, the latest changed first.")
  void ls(
      @Option(
              names = "--limit",
              defaultValue = "15",
              paramLabel = "INT",
              description = "How many at most; default ${DEFAULT-VALUE}.")
          int limit,
      @Option(
              names = "--offset",
              defaultValue = "0",
              paramLabel = "INT",
              description = "How many to leave out first; default ${DEFAULT-VALUE}.")
          int offset,
      @Mixin OutputFormat format) {
    var found =
        Pages.upTo(offset, limit, page -> limits().filter(page)).stream()
            .sorted(Comparator.comparing(ConcurrencyLimitResponse::updated).reversed())
            .toList();
    session.out().show(format, found, () -> session.out().print(table(found)));
  }

  private static Table table(List<ConcurrencyLimitResponse> limits) {
    var caption = Text.of("inspect a concurrency limit to show active task run IDs");
    var table =
        new Table("Concurrency Limits", caption)
            .column("Tag", Style.GREEN)
            .rightColumn("ID", Style.CYAN)
            .column("Concurrency Limit", Style.BLUE)
            .column("Active Task Runs", Style.MAGENTA);
    limits.forEach(
        found ->
            table.row(
                found.tag(),
                found.id().toString(),
                Integer.toString(found.concurrencyLimit()),
                Integer.toString(found.activeSlots().size())));
    return table;
  }

  @Command(description = "Show a limit and the task runs that count.")
  void inspect(@Parameters(paramLabel = "TAG") String tag, @Mixin OutputFormat format) {
    var limit = found(tag, () -> limits().readByTag(tag));
    session.out().show(format, limit, () -> session.out().print(panel(limit)));
  }

  private Panel panel(ConcurrencyLimitResponse limit) {
    var facts =
        Table.titled("Concurrency Limit ID: " + limit.id())
            .column("Tag", Style.GREEN)
            .column("Concurrency Limit", Style.BLUE)
            .column("Created", Style.MAGENTA)
            .column("Updated", Style.MAGENTA)
            .row(
                limit.tag(),
                Integer.toString(limit.concurrencyLimit()),
                "'" + RelativeTime.of(limit.created(), session.now()) + "'",
                "'" + RelativeTime.of(limit.updated(), session.now()) + "'");
    var active = Table.titled("").column("Active Task Run IDs", Style.CYAN);
    limit.activeSlots().forEach(id -> active.row(id.toString()));
    return new Panel(facts, active);
  }

  @Command(description = "Take the limit of a tag away.")
  void delete(@Parameters(paramLabel = "TAG") String tag) {
    found(
        tag,
        () -> {
          limits().deleteByTag(tag);
          return tag;
        });
    session.out().success("Deleted concurrency limit set on the tag: " + tag);
  }

  private static <T> T found(String tag, Supplier<T> call) {
    try {
      return call.get();
    } catch (ApiException e) {
      throw e.isNotFound() ? new Failure("No concurrency limit found for the tag: " + tag) : e;
    }
  }

  private ConcurrencyLimitsApi limits() {
    return session.api().of(ConcurrencyLimitsApi.class);
  }
}
