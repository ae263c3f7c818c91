package dev.rigel.cli;

import dev.rigel.cli.terminal.Failure;
import dev.rigel.contract.query.DeploymentFilter;
import dev.rigel.contract.query.DeploymentFilterBuilder;
import dev.rigel.contract.query.FlowFilter;
import dev.rigel.contract.query.FlowFilterBuilder;
import dev.rigel.contract.query.FlowRunFilter;
import dev.rigel.contract.query.FlowRunFilterBuilder;
import dev.rigel.contract.query.Match;
import dev.rigel.contract.state.StateType;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which flow runs a command is for, where it is for many. */
final class RunSelection {
  @Option(
      names = "--flow-name",
      paramLabel = "TEXT",
      description = "Only runs of this flow. Repeatable.")
  private @Nullable List<String> flowNames;

  @Option(
      names = "--deployment",
      paramLabel = "FLOW/DEPLOYMENT",
      description = "Only runs of this deployment.")
  private @Nullable String deployment;

  @Option(
      names = "--work-queue",
      paramLabel = "NAME",
      description = "Only runs of this work queue. Repeatable.")
  private @Nullable List<String> workQueues;

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      description = "Only runs with this tag; repeated, with all of them.")
  private @Nullable List<String> tags;

  @Option(
      names = "--state",
      paramLabel = "TEXT",
      description = "Only runs in the state of this name. Repeatable.")
  private @Nullable List<String> states;

  @Option(
      names = "--state-type",
      paramLabel = "TYPE",
      description = "Only runs in a state of this type: ${COMPLETION-CANDIDATES}. Repeatable.")
  private @Nullable List<StateType> types;

  /** Whether nothing is selected, which means all. */
  boolean isEmpty() {
    return Stream.of(flowNames, deployment, workQueues, tags, states, types)
        .allMatch(Objects::isNull);
  }

  /** The flows, if any are named. */
  @Nullable FlowFilter flows() {
    var names = deployment == null ? flowNames : List.of(parts()[0]);
    return names == null
        ? null
        : FlowFilterBuilder.builder().name(new Match.Names(names, null)).build();
  }

  /** The deployment, if one is named. */
  @Nullable DeploymentFilter deployments() {
    return deployment == null
        ? null
        : DeploymentFilterBuilder.builder()
            .name(new Match.Names(List.of(parts()[1]), null))
            .build();
  }

  private String[] parts() {
    var parts = Objects.requireNonNull(deployment).split("/", 2);
    if (parts.length < 2 || flowNames != null) {
      throw new Failure(
          flowNames != null
              ? "--deployment names the flow, too; leave out --flow-name."
              : "--deployment takes FLOW/DEPLOYMENT, not '" + deployment + "'.");
    }
    return parts;
  }

  /** The runs, if anything is demanded of them. */
  @Nullable FlowRunFilter flowRuns() {
    if (Stream.of(workQueues, tags, states, types).allMatch(Objects::isNull)) {
      return null;
    }
    return FlowRunFilterBuilder.builder()
        .workQueueName(workQueues == null ? null : new Match.NullableTexts(null, workQueues, null))
        .tags(tags == null ? null : new Match.Tags(null, tags, null))
        .state(states == null && types == null ? null : state())
        .build();
  }

  private Match.States state() {
    return new Match.States(
        null,
        types == null ? null : new Match.StateTypes(types),
        states == null ? null : new Match.Texts(states));
  }
}
