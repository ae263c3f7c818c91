package dev.rigel.server.http;

import java.util.concurrent.ThreadLocalRandom;

/**
 * After how many seconds a client that was answered 503 may ask again. Prefect's 2.6.9 clients ask
 * five times more and then fail their flow, so what may last gives them about half a minute.
 *
 * <p>Drawn anew for each answer: asked again after always the same time, a client would meet again
 * and again what returns in that time (measured: sessions that were ended every 2 s, with a {@code
 * Retry-After} of 2 s), and all clients would come back at once.
 */
public final class RetryAfter {
  private static final int LEAST = 4;
  private static final int MOST = 8;

  private RetryAfter() {}

  /** When something is away: the database, or a server that ends and is started again. */
  public static int away() {
    return ThreadLocalRandom.current().nextInt(LEAST, MOST + 1);
  }

  /** When another transaction was in the way. */
  static int busy() {
    return 1;
  }

  /** When a person has to do something first. */
  static int broken() {
    return 60;
  }
}
