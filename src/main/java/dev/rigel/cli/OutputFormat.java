package dev.rigel.cli;

import picocli.CommandLine.Option;

/** {@code -o}, of every command that shows something. */
final class OutputFormat {
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
  private Kind kind;

  boolean isJson() {
    return kind == Kind.json;
  }
}
