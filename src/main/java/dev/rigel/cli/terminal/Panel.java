package dev.rigel.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Tables below each other in a frame with round corners. */
public final class Panel {
  private final Table[] tables;

  public Panel(Table... tables) {
    this.tables = tables;
  }

  List<Text> lines(int width) {
    var content = Arrays.stream(tables).flatMap(table -> table.lines(width - 4).stream()).toList();
    var inner = content.stream().mapToInt(Text::width).max().orElse(0);
    var lines = new ArrayList<Text>();
    lines.add(Text.of("╭" + "─".repeat(inner + 2) + "╮"));
    for (var line : content) {
      var pieces = new ArrayList<Text.Piece>();
      pieces.add(new Text.Piece("│ ", Style.PLAIN));
      pieces.addAll(line.pieces());
      pieces.add(new Text.Piece(" ".repeat(inner - line.width()) + " │", Style.PLAIN));
      lines.add(new Text(pieces));
    }
    lines.add(Text.of("╰" + "─".repeat(inner + 2) + "╯"));
    return lines;
  }
}
