package dev.rigel.cli;

import java.io.PrintStream;
import java.util.List;

/** Prints what commands have to say, in colour where that is wanted. */
final class Output {
  private final Terminal terminal;
  private final PrintStream out;

  Output(Terminal terminal, PrintStream out) {
    this.terminal = terminal;
    this.out = out;
  }

  Terminal terminal() {
    return terminal;
  }

  /** Lines of one style, broken at the terminal's width. */
  void print(String text, Style style) {
    for (var line : text.split("\n", -1)) {
      for (var part : terminal.wraps() ? Wrap.lines(line, terminal.columns()) : List.of(line)) {
        print(Text.of(part, style));
      }
    }
  }

  void print(String text) {
    print(text, Style.PLAIN);
  }

  /** One line that is never broken: a log record, a path to copy. */
  void line(String text, Style style) {
    print(Text.of(text, style));
  }

  void line(String text) {
    line(text, Style.PLAIN);
  }

  /** Good news. */
  void success(String text) {
    print(text, Style.GREEN);
  }

  /** Bad news. */
  void error(String text) {
    print(text, Style.RED);
  }

  void print(Text line) {
    out.println(line.painted(terminal.colours()));
  }

  void print(Table table) {
    table.lines(terminal.columns()).forEach(this::print);
  }

  void print(Panel panel) {
    panel.lines(terminal.columns()).forEach(this::print);
  }

  void print(Dump dump) {
    print(dump.laidOut(terminal.columns()));
  }

  /** Replaces the line under the cursor; only for terminals. */
  void overwrite(String text) {
    if (terminal.interactive()) {
      out.print("\r\u001b[K" + Widths.head(text, terminal.columns() - 1));
      out.flush();
    }
  }
}
