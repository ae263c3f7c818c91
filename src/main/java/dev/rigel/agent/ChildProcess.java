package dev.rigel.agent;

import static dev.rigel.contract.setting.Settings.JOB_STOP;

import dev.rigel.agent.child.EndMark;
import dev.rigel.engine.FlowRunExecution.Ending;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A command in a child process. A signal shows as exit code 128 + its number, as in a shell. */
final class ChildProcess implements Infrastructure {
  private static final Logger LOG = System.getLogger("rigel.infrastructure.process");
  private static final Map<Integer, String> HINTS =
      Map.of(
          137, "; this is what SIGKILL does, often because the memory ran out",
          143, "; this is what SIGTERM does",
          247, "; this often means that the memory ran out");

  private static final String WITHOUT_A_WORD =
      "; the job ended its JVM (Runtime.halt, or System.exit before the run had begun), as no end of"
          + " the run was reported";

  private final ProcessPlan plan;
  private final String host;

  /**
   * A process that is not started yet.
   *
   * @param host name of this machine
   */
  ChildProcess(ProcessPlan plan, String host) {
    this.plan = plan;
    this.host = host;
  }

  @Override
  public StartedRun start() throws IOException {
    LOG.log(Level.INFO, "Opening process ''{0}''...", plan.name());
    LOG.log(Level.DEBUG, "Process ''{0}'' runs {1}", plan.name(), plan.command());
    var mark = plan.runsJob() ? Optional.of(EndMark.create()) : Optional.<EndMark>empty();
    var temporary = Optional.<Path>empty();
    try {
      if (plan.workingDirectory().isEmpty()) {
        temporary = Optional.of(Files.createTempDirectory("rigel"));
      }
      var tree = new ProcessTree();
      return new Started(plan, open(temporary, mark, tree), tree, host, temporary, mark);
    } catch (IOException | RuntimeException e) {
      mark.ifPresent(EndMark::remove);
      temporary.ifPresent(ChildProcess::remove);
      throw e;
    }
  }

  private Process open(Optional<Path> temporary, Optional<EndMark> mark, ProcessTree tree)
      throws IOException {
    var directory = plan.workingDirectory().or(() -> temporary).orElseThrow().toFile();
    if (!directory.isDirectory()) {
      throw new IOException("working directory " + directory + " does not exist");
    }
    var builder = new ProcessBuilder().directory(directory);
    plan.env().forEach((name, value) -> set(builder.environment(), name, value));
    mark.ifPresent(m -> set(builder.environment(), EndMark.VARIABLE, m.file().toString()));
    tree.mark(builder.environment());
    builder.command(located(plan.command(), builder.environment(), directory));
    var output =
        plan.streamOutput() ? ProcessBuilder.Redirect.INHERIT : ProcessBuilder.Redirect.DISCARD;
    var process = builder.redirectOutput(output).redirectError(output).start();
    process.getOutputStream().close();
    return process;
  }

  private static void set(Map<String, String> environment, String name, String value) {
    if (value == null) {
      environment.remove(name);
    } else {
      environment.put(name, value);
    }
  }

  /** The program is looked for on the path that the child will have, not on the agent's own. */
  private static List<String> located(
      List<String> command, Map<String, String> environment, File directory) throws IOException {
    if (command.isEmpty()) {
      throw new IllegalArgumentException("Process cannot be run with empty command.");
    }
    var program = command.get(0);
    if (program.contains(File.separator)) {
      return command;
    }
    var path = environment.getOrDefault("PATH", "").split(File.pathSeparator);
    for (var entry : path) {
      var candidate = directory.toPath().resolve(entry).resolve(program);
      if (!entry.isEmpty() && Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
        var located = new ArrayList<>(command);
        located.set(0, candidate.toString());
        return located;
      }
    }
    throw new IOException("program '" + program + "' not found on the PATH");
  }

  private static void remove(Path directory) {
    try (var files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(ChildProcess::delete);
    } catch (IOException | UncheckedIOException e) {
      LOG.log(Level.DEBUG, "temporary directory {0} not removed: {1}", directory, e.getMessage());
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Started implements StartedRun {
    private final ProcessPlan plan;
    private final String name;
    private final Process process;
    private final String pid;
    private final Optional<Path> temporary;
    private final Optional<EndMark> mark;
    private final ProcessTree tree;

    /** What the agent itself did to the process, so that nobody else is blamed. */
    private volatile Optional<String> sent = Optional.empty();

    Started(
        ProcessPlan plan,
        Process process,
        ProcessTree tree,
        String host,
        Optional<Path> temporary,
        Optional<EndMark> mark) {
      this.mark = mark;
      this.plan = plan;
      this.name = plan.name();
      this.process = process;
      this.tree = tree;
      this.pid = host + ":" + process.pid();
      this.temporary = temporary;
    }

    @Override
    public Optional<String> pid() {
      return Optional.of(pid);
    }

    @Override
    public Optional<String> awaitDeath() throws InterruptedException {
      var status = process.waitFor();
      if (sent.isPresent()) {
        // those that do not end when asked are killed when their time is over
        tree.awaitEnd(process.toHandle());
      }
      var ending = mark.flatMap(EndMark::read);
      mark.ifPresent(EndMark::remove);
      temporary.ifPresent(ChildProcess::remove);
      return ending.isPresent() || (mark.isEmpty() && status == 0)
          ? ended(status, ending.filter(Ending.GIVEN_UP::equals).isPresent())
          : died(status);
    }

    private Optional<String> ended(int status, boolean givenUp) {
      if (status == 0 && !givenUp) {
        LOG.log(Level.INFO, "Process ''{0}'' exited cleanly.", name);
      } else {
        LOG.log(
            Level.INFO,
            "Process ''{0}'' exited with status code: {1}; the end of its run had been reported",
            name,
            status);
      }
      return Optional.empty();
    }

    private Optional<String> died(int status) {
      var hint = status == 0 ? WITHOUT_A_WORD : HINTS.getOrDefault(status, "");
      var why = sent.map("; "::concat).orElse(hint);
      var level = sent.isPresent() ? Level.INFO : Level.ERROR;
      LOG.log(level, "Process ''{0}'' exited with status code: {1}{2}", name, status, why);
      var code = (status == 0 ? "status code " : "non-zero status code ") + status;
      var told = status == 0 || sent.isPresent() ? why : "";
      return Optional.of("Flow run infrastructure exited with " + code + told + ".");
    }

    @Override
    public boolean runsJob() {
      return mark.isPresent();
    }

    @Override
    public boolean mayEndSilently() {
      return mark.isEmpty();
    }

    /** A job's process ends by itself when the job's time to stop is over. */
    @Override
    public Duration timeToEnd(Duration usual) {
      return mark.isEmpty() ? usual : usual.plus(JOB_STOP.get(this::variable));
    }

    private Optional<String> variable(String variable) {
      return Optional.ofNullable(plan.env().get(variable));
    }

    @Override
    public void stop(EndReason why) {
      sent = Optional.of(why.asked());
      tree.signal(process.toHandle(), ProcessHandle::destroy);
    }

    @Override
    public void kill(EndReason why) {
      sent = Optional.of(why.killed());
      tree.signal(process.toHandle(), ProcessHandle::destroyForcibly);
    }
  }
}
