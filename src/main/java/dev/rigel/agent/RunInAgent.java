package dev.rigel.agent;

import dev.rigel.agent.child.HttpRunReporter;
import dev.rigel.client.ApiClient;
import dev.rigel.contract.flowrun.FlowRunExecutionsApi;
import dev.rigel.contract.job.FlowRunJobsApi;
import dev.rigel.engine.FlowRunExecution;
import dev.rigel.engine.FlowRunJob;
import dev.rigel.engine.JobRuntime;
import dev.rigel.engine.LogCapture;
import dev.rigel.engine.RunLogs;
import dev.rigel.engine.StopDeadline;
import dev.rigel.engine.jberet.JBeretRuntime;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch job in the agent's own JVM: no start of a process, but also no wall between the run and
 * the agent. The job's classes come from a class loader of the run; its artifacts are found by
 * class name, as the JVM's CDI container was started without them. A thread cannot be ended from
 * outside: a job that does not stop in time is given up, and its thread goes on until the agent
 * ends. A job that calls {@code System.exit} ends the agent.
 */
final class RunInAgent implements Infrastructure {
  private static final Logger LOG = System.getLogger("rigel.agent");

  private final ApiClient api;
  private final FlowRunJob job;
  private final List<Path> classpath;
  private final String host;
  private final Duration stopTime;

  /**
   * A run that is not started.
   *
   * @param classpath jars and directories with the job and its artifacts
   * @param host name of this machine
   * @param stopTime how long the job may take to stop
   */
  RunInAgent(ApiClient api, FlowRunJob job, List<Path> classpath, String host, Duration stopTime) {
    this.api = api;
    this.job = job;
    this.classpath = classpath;
    this.host = host;
    this.stopTime = stopTime;
  }

  /** The batch runtime of this JVM; started by the first run that needs it. */
  private static final class Runtime {
    private static @Nullable JobRuntime runtime;

    static synchronized JobRuntime runtime(StopDeadline stopDeadline) {
      if (runtime == null) {
        var capture = LogCapture.ofJobThreads();
        java.util.logging.Logger.getLogger("").addHandler(capture);
        runtime = JBeretRuntime.start(capture, stopDeadline);
      }
      return runtime.with(stopDeadline);
    }
  }

  @Override
  public StartedRun start() throws IOException {
    makeClients();
    var loader = new URLClassLoader(urls(), RunInAgent.class.getClassLoader());
    // what the job logs, the agent's own log shows already
    var logs = new RunLogs(Clock.systemUTC(), line -> {});
    var reporter = new HttpRunReporter(job.flowRunId(), api);
    var execution = new FlowRunExecution(job, runtime(), reporter, logs);
    return new JobHere(execution, stopTime, host, loader, () -> close(loader));
  }

  private JobRuntime runtime() {
    var consequence =
        "its thread goes on in the agent, process "
            + ProcessHandle.current().pid()
            + " on "
            + host
            + ", until that is restarted";
    return Runtime.runtime(new StopDeadline(stopTime, consequence));
  }

  /** RESTEasy binds a client to the CDI container it finds: made before there is one. */
  private void makeClients() {
    api.taskRuns();
    api.of(FlowRunJobsApi.class);
    api.logs();
    api.of(FlowRunExecutionsApi.class);
  }

  private URL[] urls() throws IOException {
    var urls = new ArrayList<URL>();
    for (var entry : classpath) {
      urls.add(url(entry));
    }
    return urls.toArray(URL[]::new);
  }

  private static URL url(Path entry) throws MalformedURLException {
    return entry.toUri().toURL();
  }

  private static void close(URLClassLoader loader) {
    try {
      loader.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "class path of a batch job not closed: {0}", e.getMessage());
    }
  }
}
