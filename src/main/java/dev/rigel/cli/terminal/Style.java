package dev.rigel.cli.terminal;

/** How a piece of text looks on a terminal; elsewhere it makes no difference. */
public enum Style {
  PLAIN(""),
  RED("31"),
  GREEN("32"),
  YELLOW("33"),
  BLUE("34"),
  MAGENTA("35"),
  CYAN("36"),
  BOLD("1"),
  ITALIC("3"),
  DIM("2");

  private final String code;

  Style(String code) {
    this.code = code;
  }

  String paint(String text) {
    return this == PLAIN || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
