package dev.rigel.contract.log;

/** How log records are written into a file. */
public enum LogFormat {
  /**
   * A record a line, or as many as its message has: {@code 2026-11-27T15:00:00.123Z INFO name |
   * message}.
   */
  text("text/plain;charset=UTF-8", "log"),
  /** A record a line, as JSON. */
  jsonl("application/x-ndjson", "jsonl");

  private final String mediaType;
  private final String ending;

  LogFormat(String mediaType, String ending) {
    this.mediaType = mediaType;
    this.ending = ending;
  }

  /** What HTTP calls it. */
  public String mediaType() {
    return mediaType;
  }

  /** With what the name of such a file ends, after the point. */
  public String ending() {
    return ending;
  }
}
