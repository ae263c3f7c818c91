package dev.rigel.cli;

import dev.rigel.cli.process.EphemeralApi;
import dev.rigel.cli.terminal.Output;
import java.util.Locale;

/** Tells the user of an ephemeral API, which may take its time. */
interface EphemeralNotice {
  /** Before it is looked for. */
  void begins();

  /** When it is ready. */
  void isThere(EphemeralApi api);

  /** One line where it does not get between what a command prints. */
  static EphemeralNotice onErr(Output err) {
    return new EphemeralNotice() {
      @Override
      public void begins() {}

      @Override
      public void isThere(EphemeralApi api) {
        err.line(words(api));
      }
    };
  }

  /** What it is, and how long it took. */
  static String words(EphemeralApi api) {
    var seconds = String.format(Locale.ROOT, "%.1f s", api.taken().toMillis() / 1000.0);
    if (!api.isEphemeral()) {
      return "Using the server at %s, ready after %s.".formatted(api.url(), seconds);
    }
    return api.isNew()
        ? "Started an ephemeral API at %s, ready after %s.".formatted(api.url(), seconds)
        : "Using the ephemeral API at %s, ready after %s.".formatted(api.url(), seconds);
  }
}
