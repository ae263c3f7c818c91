package dev.rigel.agent;

import static dev.rigel.contract.setting.Settings.AGENT_HEARTBEAT;
import static dev.rigel.contract.setting.Settings.AGENT_LOST;
import static dev.rigel.contract.setting.Settings.AGENT_QUERY_INTERVAL;

import dev.rigel.client.ApiException;
import dev.rigel.client.ClientSettings;
import dev.rigel.contract.agent.AgentCreate;
import dev.rigel.contract.agent.AgentCreateBuilder;
import dev.rigel.contract.agent.Host;
import java.io.PrintStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds out where an agent's runs come from: a server that knows agents gives it runs and orders
 * ({@link ExchangeSource}); any other is asked ({@link PollingSource}), and so is each by an agent
 * with tags, or without a name that a queue can have.
 */
final class WorkSources {
  private static final Logger LOG = System.getLogger("rigel.agent");
  private static final int HEARD_IN_A_LEASE = 3;
  private static final Duration SHORTEST_PATIENCE = Duration.ofSeconds(1);

  private final AgentOptions options;
  private final ClientSettings settings;
  private final Workbench workbench;
  private final PrintStream out;
  private final Clock clock;
  private final Intake intake;
  private final Pulse pulse = new Pulse(System::nanoTime);

  /**
   * For an agent.
   *
   * @param out where its operator looks
   */
  WorkSources(
      AgentOptions options,
      ClientSettings settings,
      Workbench workbench,
      PrintStream out,
      Clock clock) {
    this.options = options;
    this.settings = settings;
    this.workbench = workbench;
    this.out = out;
    this.clock = clock;
    this.intake = Intake.of(options, settings);
  }

  /** Whether the server answers. */
  Pulse pulse() {
    return pulse;
  }

  /** Where runs come from; empty if the server does not tell before the agent ends. */
  Optional<WorkSource> find() throws InterruptedException {
    if (!options.tags().isEmpty() || !options.isAnyQueuePossible()) {
      return Optional.of(
          polling()); // who polls says what is wrong with names, and goes on doing so
    }
    var stopping = workbench.stopping();
    var outage =
        new Outage(failures("The server answers again."), stopping, settings.get(AGENT_HEARTBEAT));
    var queues = watched();
    while (!stopping.isDraining()) {
      try {
        queues.refresh(); // tells of those that it creates, and of those that are refused
        return Optional.of(exchanging(Registration.of(workbench.api(), registered()), outage));
      } catch (Registration.NotOffered e) {
        LOG.log(
            Level.INFO,
            "The server at {0} knows no agents: this one asks its queues for runs.",
            workbench.api().url());
        return Optional.of(polling());
      } catch (ApiException e) {
        if (isOver(outage, e)) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private boolean isOver(Outage outage, ApiException e) throws InterruptedException {
    if (options.runOnce()) {
      outage.tell("Failed to register", e);
      return true;
    }
    return outage.endsAfter("Failed to register", e);
  }

  private PollFailures failures(String recovered) {
    return new PollFailures(settings.get(AGENT_QUERY_INTERVAL), out, recovered, pulse);
  }

  private WatchedQueues watched() {
    return new WatchedQueues(options, workbench.api().workQueues(), clock);
  }

  private WorkSource polling() {
    return new PollingSource(
        workbench, watched(), failures("All work queues can be polled again."), intake, clock);
  }

  private WorkSource exchanging(Registration registration, Outage outage) {
    outage.isOver();
    LOG.log(Level.INFO, "Registered as agent {0}.", registration.id());
    var lease = registration.lease().orElse(settings.get(AGENT_LOST));
    var heartbeat = heartbeat(lease);
    return new ExchangeSource(
        workbench, registration, outage, intake, heartbeat, patience(heartbeat, lease));
  }

  /** Often enough, whatever the settings say; a server lets no exchange wait for longer either. */
  private Duration heartbeat(Duration lease) {
    var wanted = settings.get(AGENT_HEARTBEAT);
    var longest = lease.dividedBy(HEARD_IN_A_LEASE);
    if (wanted.compareTo(lease) >= 0) {
      LOG.log(
          Level.WARNING,
          "This agent is to be heard of every {0} s ({1}), but is lost to its server after {2} s ({3})"
              + " of silence: it is heard of every {4} s.",
          seconds(wanted),
          AGENT_HEARTBEAT,
          seconds(lease),
          AGENT_LOST,
          seconds(longest));
    }
    return wanted.compareTo(longest) < 0 ? wanted : longest;
  }

  private static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
  }

  /** One exchange whose answer never comes must not cost the lease: there is time for another. */
  private static Duration patience(Duration heartbeat, Duration lease) {
    var patience = lease.minus(heartbeat).dividedBy(2);
    return patience.compareTo(SHORTEST_PATIENCE) < 0 ? SHORTEST_PATIENCE : patience;
  }

  private AgentCreate registered() {
    return AgentCreateBuilder.builder()
        .name(options.nameOrUsual())
        .host(Host.name())
        .pid((int) ProcessHandle.current().pid())
        .version(Agent.class.getPackage().getImplementationVersion())
        .labels(options.labels())
        .queues(options.possibleQueues())
        .prefixes(options.prefixes())
        .limit(intake.limit() == 0 ? null : intake.limit())
        .build();
  }
}
