package dev.rigel.cli.terminal;

import java.time.Duration;

/**
 * Shows that something takes its time: on a terminal a line that moves, elsewhere a line every few
 * seconds.
 */
public final class WaitingLine {
  private static final String[] FRAMES = {"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"};
  private static final long SECONDS_BETWEEN_LINES = 5;

  private final Output out;
  private final String what;
  private int shown;
  private long nextLine = SECONDS_BETWEEN_LINES;

  public WaitingLine(Output out, String what) {
    this.out = out;
    this.what = what;
  }

  public void waited(Duration sofar) {
    if (out.terminal().interactive()) {
      out.overwrite(
          FRAMES[shown++ % FRAMES.length] + " " + what + "... " + sofar.toSeconds() + " s");
    } else if (sofar.toSeconds() >= nextLine) {
      nextLine = sofar.toSeconds() + SECONDS_BETWEEN_LINES;
      out.print(what + "... " + sofar.toSeconds() + " s");
    }
  }

  /** Ends the moving line. */
  public void done() {
    out.overwrite("");
  }
}
