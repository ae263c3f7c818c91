package dev.rigel.cli.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.rigel.contract.json.Json;
import java.io.PrintStream;
import java.util.List;

/** Prints what commands have to say, in colour where that is wanted. */
public final class Output {
  private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");
  private static final ObjectWriter JSON =
      Json.mapper()
          .writer(new DefaultPrettyPrinter().withObjectIndenter(INDENT).withArrayIndenter(INDENT));

  private final Terminal terminal;
  private final PrintStream out;

  Output(Terminal terminal, PrintStream out) {
    this.terminal = terminal;
    this.out = out;
  }

  public Terminal terminal() {
    return terminal;
  }

  /** Lines of one style, broken at the terminal's width. */
  public void print(String text, Style style) {
    for (var line : text.split("\n", -1)) {
      for (var part : terminal.wraps() ? Wrap.lines(line, terminal.columns()) : List.of(line)) {
        print(Text.of(part, style));
      }
    }
  }

  public void print(String text) {
    print(text, Style.PLAIN);
  }

  /** One line that is never broken: a log record, a path to copy. */
  public void line(String text, Style style) {
    print(Text.of(text, style));
  }

  public void line(String text) {
    line(text, Style.PLAIN);
  }

  /** Good news. */
  public void success(String text) {
    print(text, Style.GREEN);
  }

  /** Bad news. */
  public void error(String text) {
    print(text, Style.RED);
  }

  public void print(Text line) {
    out.println(line.painted(terminal.colours()));
  }

  public void print(Table table) {
    table.lines(terminal.tableColumns()).forEach(this::print);
  }

  /**
   * What a command was asked for, in the form that was asked for.
   *
   * @param content what the API answered, or a map or list of such; goes out as it is in JSON
   * @param layout prints it for people
   */
  public void show(OutputFormat format, Object content, Runnable layout) {
    if (format.isJson()) {
      out.println(json(content));
    } else {
      layout.run();
    }
  }

  private static String json(Object content) {
    try {
      return JSON.writeValueAsString(content);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot be written as JSON: " + content, e);
    }
  }

  public void print(Panel panel) {
    panel.lines(terminal.columns()).forEach(this::print);
  }

  public void print(Dump dump) {
    print(dump.laidOut(terminal.columns()));
  }

  /** Replaces the line under the cursor; only for terminals. */
  public void overwrite(String text) {
    if (terminal.interactive()) {
      out.print("\r\u001b[K" + Widths.head(text, terminal.columns() - 1));
      out.flush();
    }
  }
}
