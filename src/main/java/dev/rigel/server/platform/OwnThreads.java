package dev.rigel.server.platform;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/**
 * Gives each piece of work a thread of its own, at once. A server's default executor is not for
 * what may last: WildFly's has two threads a processor and a queue without end, so that a few long
 * runs keep all else waiting, their own stop included. Whoever uses this bounds the number.
 *
 * @param factory the server's, so that the work finds the application's resources
 */
public record OwnThreads(ThreadFactory factory) implements Executor {

  @Override
  public void execute(Runnable work) {
    factory.newThread(work).start();
  }
}
