package dev.rigel.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One line of text in pieces that may differ in style. */
public record Text(List<Piece> pieces) {

  /** Text of one style. */
  record Piece(String text, Style style) {}

  public static Text of(String text) {
    return of(text, Style.PLAIN);
  }

  public static Text of(String text, Style style) {
    return new Text(List.of(new Piece(text, style)));
  }

  public Text and(String text, Style style) {
    var all = new ArrayList<>(pieces);
    all.add(new Piece(text, style));
    return new Text(all);
  }

  String plain() {
    return pieces.stream().map(Piece::text).collect(Collectors.joining());
  }

  int width() {
    return Widths.of(plain());
  }

  /** The same in at most so many columns; what is cut off shows as an ellipsis. */
  Text cutTo(int columns) {
    if (width() <= columns) {
      return this;
    }
    var kept = new ArrayList<Piece>();
    var left = columns - 1;
    for (var piece : pieces) {
      var head = Widths.head(piece.text(), left);
      kept.add(new Piece(head, piece.style()));
      left -= Widths.of(head);
      if (head.length() < piece.text().length()) {
        break;
      }
    }
    var last = kept.remove(kept.size() - 1);
    kept.add(new Piece(columns < 1 ? "" : last.text() + "…", last.style()));
    return new Text(kept);
  }

  String painted(boolean colours) {
    return colours
        ? pieces.stream().map(p -> p.style().paint(p.text())).collect(Collectors.joining())
        : plain();
  }
}
