package dev.rigel.cli.terminal;

/** Columns that text takes on a terminal: wide East Asian characters and emoji two, marks none. */
final class Widths {
  private Widths() {}

  static int of(String text) {
    return text.codePoints().map(Widths::of).sum();
  }

  /** As much of the beginning as fits into the columns. */
  static String head(String text, int columns) {
    int taken = 0;
    int end = 0;
    while (end < text.length()) {
      var character = text.codePointAt(end);
      taken += of(character);
      if (taken > columns) {
        break;
      }
      end += Character.charCount(character);
    }
    return text.substring(0, end);
  }

  private static int of(int character) {
    if (character < 0x300) {
      return 1;
    }
    var type = Character.getType(character);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    return isWide(character) ? 2 : 1;
  }

  private static boolean isWide(int character) {
    return character >= 0x1100 && character <= 0x115F
        || character >= 0x2E80 && character <= 0xA4CF && character != 0x303F
        || character >= 0xAC00 && character <= 0xD7A3
        || character >= 0xF900 && character <= 0xFAFF
        || character >= 0xFE30 && character <= 0xFE6F
        || character >= 0xFF00 && character <= 0xFF60
        || character >= 0xFFE0 && character <= 0xFFE6
        || character >= 0x1F300 && character <= 0x1FAFF
        || character >= 0x20000 && character <= 0x3FFFD;
  }
}
