package dev.rigel.cli.terminal;

import picocli.CommandLine.Option;

/** {@code -o}, of every command that shows something. */
public final class OutputFormat {
  /** How something is shown. */
  enum Kind {
    text,
    json
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description =
          "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}. JSON has the names and values of"
              + " the API.")
  private Kind kind = Kind.text;

  public boolean isJson() {
    return kind == Kind.json;
  }
}
