package dev.rigel.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A table with a heavy header box, its title centred above and its caption below. */
public final class Table {
  private final Text title;
  private final Text caption;
  private final List<Column> columns = new ArrayList<>();
  private final List<List<Text>> rows = new ArrayList<>();

  private record Column(String header, Style style, boolean right, boolean spare) {}

  /** Without title or caption where these are empty. */
  public Table(String title, Text caption) {
    this(Text.of(title, Style.ITALIC), caption);
  }

  private Table(Text title, Text caption) {
    this.title = title;
    this.caption = caption;
  }

  public static Table titled(String title) {
    return new Table(title, Text.of(""));
  }

  public static Table captioned(Text caption) {
    return new Table("", caption);
  }

  public Table column(String header, Style style) {
    columns.add(new Column(header, style, false, false));
    return this;
  }

  /** A column that is left out before any is cut. */
  public Table spareColumn(String header, Style style) {
    columns.add(new Column(header, style, false, true));
    return this;
  }

  public Table rightColumn(String header, Style style) {
    columns.add(new Column(header, style, true, false));
    return this;
  }

  /** A cell per column; plain pieces take the column's style. */
  public Table row(Text... cells) {
    var row = new ArrayList<Text>();
    for (int i = 0; i < columns.size(); i++) {
      row.add(styled(cells[i], columns.get(i).style()));
    }
    rows.add(row);
    return this;
  }

  public Table row(String... cells) {
    var texts = new Text[cells.length];
    for (int i = 0; i < cells.length; i++) {
      texts[i] = Text.of(cells[i]);
    }
    return row(texts);
  }

  private static Text styled(Text cell, Style style) {
    return new Text(
        cell.pieces().stream()
            .map(p -> p.style() == Style.PLAIN ? new Text.Piece(p.text(), style) : p)
            .toList());
  }

  /** The table as lines that fit into the width, cells cut where they must be. */
  List<Text> lines(int width) {
    var isTooWide = total(naturalWidths()) > width;
    return isTooWide && columns.stream().anyMatch(Column::spare)
        ? withoutSpare().lines(width)
        : lines(widths(width));
  }

  private Table withoutSpare() {
    var kept = IntStream.range(0, columns.size()).filter(i -> !columns.get(i).spare()).toArray();
    var table = new Table(title, caption);
    IntStream.of(kept).mapToObj(columns::get).forEach(table.columns::add);
    rows.forEach(row -> table.rows.add(IntStream.of(kept).mapToObj(row::get).toList()));
    return table;
  }

  private int total(List<Integer> widths) {
    return widths.stream().mapToInt(Integer::intValue).sum() + columns.size() + 1;
  }

  private List<Text> lines(List<Integer> widths) {
    var total = total(widths);
    var lines = new ArrayList<Text>();
    addCentred(lines, title, total);
    lines.add(Text.of(rule("┏", "━", "┳", "┓", widths)));
    lines.add(line("┃", headers(), widths));
    lines.add(Text.of(rule("┡", "━", "╇", "┩", widths)));
    rows.forEach(row -> lines.add(line("│", row, widths)));
    lines.add(Text.of(rule("└", "─", "┴", "┘", widths)));
    addCentred(lines, caption, total);
    return lines;
  }

  private static void addCentred(List<Text> lines, Text text, int width) {
    var style = text.pieces().get(0).style();
    for (var part : Wrap.lines(text.plain(), width)) {
      var line = part.stripTrailing();
      var room = width - Widths.of(line);
      if (!line.isEmpty()) {
        var left = " ".repeat(Math.max(0, room / 2));
        lines.add(
            Text.of(left)
                .and(line, style)
                .and(" ".repeat(Math.max(0, room - left.length())), style));
      }
    }
  }

  private List<Text> headers() {
    return columns.stream().map(c -> Text.of(c.header(), Style.BOLD)).toList();
  }

  /** Widths with one space on either side; when all is too wide, each column gives up the same. */
  private List<Integer> widths(int width) {
    var widths = naturalWidths();
    var excess = total(widths) - width;
    for (int i = 0; i < widths.size() && excess > 0; i++) {
      var share = (int) Math.rint((double) excess / (widths.size() - i));
      var given = Math.min(share, widths.get(i));
      widths.set(i, widths.get(i) - given);
      excess -= given;
    }
    return widths;
  }

  private List<Integer> naturalWidths() {
    var widths = new ArrayList<Integer>();
    for (int i = 0; i < columns.size(); i++) {
      var column = i;
      var widest = rows.stream().mapToInt(row -> row.get(column).width()).max().orElse(0);
      widths.add(Math.max(widest, Widths.of(columns.get(i).header())) + 2);
    }
    return widths;
  }

  private static String rule(
      String left, String line, String cross, String right, List<Integer> widths) {
    var lines = widths.stream().map(line::repeat).toList();
    return left + String.join(cross, lines) + right;
  }

  private Text line(String border, List<Text> cells, List<Integer> widths) {
    var pieces = new ArrayList<Text.Piece>();
    pieces.add(new Text.Piece(border, Style.PLAIN));
    IntStream.range(0, cells.size())
        .forEach(
            i -> {
              addCell(pieces, cells.get(i), widths.get(i), columns.get(i).right());
              pieces.add(new Text.Piece(border, Style.PLAIN));
            });
    return new Text(pieces);
  }

  private static void addCell(List<Text.Piece> pieces, Text cell, int width, boolean right) {
    var inner = Math.max(width - 2, 0);
    var cut = cell.cutTo(inner);
    var padding = " ".repeat(inner - cut.width());
    pieces.add(new Text.Piece(width > 0 ? " " : "", Style.PLAIN));
    pieces.add(new Text.Piece(right ? padding : "", Style.PLAIN));
    pieces.addAll(cut.pieces());
    pieces.add(new Text.Piece(right ? "" : padding, Style.PLAIN));
    pieces.add(new Text.Piece(width > 1 ? " " : "", Style.PLAIN));
  }
}
