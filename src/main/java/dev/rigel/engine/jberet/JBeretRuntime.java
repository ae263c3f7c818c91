package dev.rigel.engine.jberet;

import dev.rigel.engine.JobRuntime;
import dev.rigel.engine.LogCapture;
import dev.rigel.engine.StopDeadline;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jberet.se.BatchSEEnvironment;
import org.jboss.weld.bootstrap.api.helpers.RegistrySingletonProvider;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/**
 * Jobs in a plain JVM: JBeret with a repository for each run, and Weld for artifacts that are named
 * beans. Bean archives are, as CDI says for Java SE, the class path entries with a {@code
 * META-INF/beans.xml}; artifacts given by class name need none.
 */
public final class JBeretRuntime {
  /** Short, as the look is cheap: the repository is in the same memory. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private JBeretRuntime() {}

  /** The home of this JVM; Weld is started with the first one and lives as long as the JVM. */
  public static JobRuntime start(LogCapture capture, StopDeadline stopDeadline) {
    startWeld();
    var plain = new BatchSEEnvironment();
    return new JobRuntime(
        journal -> JBeretExecutions.of(plain, new Progress(journal, JBeretRuntime::inThread)),
        LongSupplier::getAsLong,
        capture,
        JBeretRuntime::inThread,
        LOOK_EVERY,
        stopDeadline);
  }

  private static void inThread(Runnable work) {
    var thread = new Thread(work, "job-aside");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Starts Weld under the id where JBeret looks for it, and without a shutdown hook, which would
   * end it while a job is being stopped. Weld refuses to start when there is no bean archive at
   * all, so it gets a class that need not be a bean.
   */
  private static synchronized void startWeld() {
    if (WeldContainer.instance(RegistrySingletonProvider.STATIC_INSTANCE) == null) {
      new Weld(RegistrySingletonProvider.STATIC_INSTANCE)
          .skipShutdownHook()
          .addBeanClass(JBeretEnds.class)
          .initialize();
    }
  }
}
