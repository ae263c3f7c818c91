package dev.rigel.server.harness;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until a test sets it; it may also follow the machine's. */
public final class SettableClock extends Clock {
  private volatile Instant fixed = Instant.parse("2022-11-23T12:00:00Z");
  private volatile boolean running;
  private volatile Duration ahead = Duration.ZERO;

  /** It is this time now. */
  public void set(OffsetDateTime time) {
    fixed = time.toInstant();
    running = false;
  }

  /** Time goes by. */
  public void advance(Duration duration) {
    fixed = fixed.plus(duration);
  }

  /** From now on it is the machine's clock. */
  public void run() {
    runAhead(Duration.ZERO);
  }

  /** From now on it goes with the machine's clock, so much ahead of it. */
  public void runAhead(Duration difference) {
    ahead = difference;
    running = true;
  }

  /** What it shows. */
  public OffsetDateTime now() {
    return instant().atOffset(ZoneOffset.UTC);
  }

  @Override
  public Instant instant() {
    return running ? Instant.now().plus(ahead) : fixed;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
