package dev.rigel.cli.terminal;

import static dev.rigel.contract.setting.Settings.CLI_COLORS;
import static dev.rigel.contract.setting.Settings.CLI_WRAP_LINES;

import dev.rigel.contract.setting.Setting;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;

/**
 * Where output goes.
 *
 * @param columns width; 80 where nobody knows
 * @param measured whether somebody knows: the terminal itself or COLUMNS
 * @param interactive whether a person looks at it as it comes
 * @param colours whether text is coloured
 * @param wraps whether long lines are broken between words
 */
public record Terminal(
    int columns, boolean measured, boolean interactive, boolean colours, boolean wraps) {
  /** Set by the launcher script when output goes to a terminal: its width. */
  static final String COLUMNS_PROPERTY = "rigel.terminal.columns";

  private static final int USUAL_COLUMNS = 80;

  /** What the launcher and the environment say. */
  public static Terminal of(Map<String, String> environment) {
    var told = Optional.ofNullable(System.getProperty(COLUMNS_PROPERTY));
    var columns =
        Optional.ofNullable(environment.get("COLUMNS")).or(() -> told).flatMap(Terminal::width);
    var colours = told.isPresent() && isOn(environment, CLI_COLORS);
    return new Terminal(
        columns.orElse(USUAL_COLUMNS),
        columns.isPresent(),
        told.isPresent(),
        colours && !environment.containsKey("NO_COLOR"),
        isOn(environment, CLI_WRAP_LINES));
  }

  private static Optional<Integer> width(String text) {
    return text.matches("[1-9]\\d{0,4}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }

  /** The default where the text cannot be read: there is no place yet to complain at. */
  private static boolean isOn(Map<String, String> environment, Setting<Boolean> setting) {
    try {
      return setting.get(name -> Optional.ofNullable(environment.get(name)));
    } catch (IllegalArgumentException e) {
      return setting.get(name -> Optional.empty());
    }
  }

  /**
   * The width of tables. In a pipe they take what they need: cells that are cut are of no use to
   * the program that reads them.
   */
  int tableColumns() {
    return measured || interactive ? columns : Integer.MAX_VALUE;
  }

  /** Printing to it. */
  public Output on(PrintStream out) {
    return new Output(this, out);
  }
}
