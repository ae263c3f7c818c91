package dev.rigel.server.query;

import dev.rigel.contract.block.BlockDocumentFilter;
import dev.rigel.contract.block.BlockSchemaFilter;
import dev.rigel.contract.block.BlockTypeFilter;
import dev.rigel.contract.log.LogFilter;
import dev.rigel.contract.query.DeploymentFilter;
import dev.rigel.contract.query.FlowFilter;
import dev.rigel.contract.query.FlowRunFilter;
import dev.rigel.contract.query.Match;
import dev.rigel.contract.query.Operator;
import dev.rigel.contract.query.Selection;
import dev.rigel.contract.query.SelectionBuilder;
import dev.rigel.contract.query.TaskRunFilter;
import dev.rigel.contract.workqueue.QueueOverviewQuery;
import dev.rigel.contract.workqueue.WorkQueueFilter;
import dev.rigel.server.database.Condition;
import dev.rigel.server.database.Database;
import dev.rigel.server.settings.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Filters as conditions. The aliases are fixed: {@code f} flow, {@code r} flow run, {@code t} task
 * run, {@code d} deployment, and the initials of the others' names.
 */
@ApplicationScoped
public class Filters {
  @Inject ServerSettings settings;

  /** Flows {@code f}: one flow run that fits and has a fitting task run; a deployment that fits. */
  public Condition flows(Selection selection) {
    var parts = new ArrayList<>(List.of(flow(selection.flows())));
    if (selection.deployments() != null) {
      parts.add(
          Condition.of("d.flow_id = f.id")
              .and(deployment(selection.deployments()))
              .exists("deployment d"));
    }
    if (selection.flowRuns() != null || selection.taskRuns() != null) {
      parts.add(Condition.of("r.flow_id = f.id").and(runWithTasks(selection)).exists("flow_run r"));
    }
    return Condition.all(parts);
  }

  /** Flow runs {@code r}. */
  public Condition flowRuns(Selection selection) {
    var parts = new ArrayList<>(List.of(runWithTasks(selection)));
    if (selection.flows() != null) {
      parts.add(Condition.of("f.id = r.flow_id").and(flow(selection.flows())).exists("flow f"));
    }
    if (selection.deployments() != null) {
      parts.add(
          Condition.of("d.id = r.deployment_id")
              .and(deployment(selection.deployments()))
              .exists("deployment d"));
    }
    return Condition.all(parts);
  }

  /** Task runs {@code t}. */
  public Condition taskRuns(Selection selection) {
    var parts = new ArrayList<>(List.of(taskRun(selection.taskRuns())));
    var others = SelectionBuilder.builder(selection).taskRuns(null).build();
    if (!others.equals(Selection.ALL)) {
      parts.add(Condition.of("r.id = t.flow_run_id").and(flowRuns(others)).exists("flow_run r"));
    }
    return Condition.all(parts);
  }

  /** Deployments {@code d}. */
  public Condition deployments(Selection selection) {
    var parts = new ArrayList<>(List.of(deployment(selection.deployments())));
    if (selection.flows() != null) {
      parts.add(Condition.of("f.id = d.flow_id").and(flow(selection.flows())).exists("flow f"));
    }
    if (selection.flowRuns() != null || selection.taskRuns() != null) {
      parts.add(
          Condition.of("r.deployment_id = d.id").and(runWithTasks(selection)).exists("flow_run r"));
    }
    return Condition.all(parts);
  }

  private Condition runWithTasks(Selection selection) {
    var run = flowRun(selection.flowRuns());
    if (selection.taskRuns() == null) {
      return run;
    }
    return run.and(
        Condition.of("t.flow_run_id = r.id")
            .and(taskRun(selection.taskRuns()))
            .exists("task_run t"));
  }

  private Condition flow(@Nullable FlowFilter filter) {
    if (filter == null) {
      return Condition.TRUE;
    }
    return fields()
        .on("f.id", filter.id())
        .on("f.name", filter.name())
        .on("f.tags", filter.tags())
        .by(filter.operator());
  }

  private Condition flowRun(@Nullable FlowRunFilter filter) {
    if (filter == null) {
      return Condition.TRUE;
    }
    return fields()
        .on("r.id", filter.id())
        .on("r.name", filter.name())
        .on("r.tags", filter.tags())
        .on("r.deployment_id", filter.deploymentId())
        .on("r.work_queue_name", filter.workQueueName())
        .state("r", filter.state())
        .on("r.flow_version", filter.flowVersion())
        .on("r.start_time", filter.startTime())
        .on("r.end_time", filter.endTime())
        .on("r.expected_start_time", filter.expectedStartTime())
        .on("r.next_scheduled_start_time", filter.nextScheduledStartTime())
        .on("r.parent_task_run_id", filter.parentTaskRunId())
        .on("r.auto_scheduled", filter.autoScheduled())
        .by(filter.operator());
  }

  private Condition taskRun(@Nullable TaskRunFilter filter) {
    if (filter == null) {
      return Condition.TRUE;
    }
    return fields()
        .on("t.id", filter.id())
        .on("t.name", filter.name())
        .on("t.tags", filter.tags())
        .state("t", filter.state())
        .on("t.start_time", filter.startTime())
        .subflows(filter.subflowRuns())
        .by(filter.operator());
  }

  private Condition deployment(@Nullable DeploymentFilter filter) {
    if (filter == null) {
      return Condition.TRUE;
    }
    return fields()
        .on("d.id", filter.id())
        .on("d.name", filter.name())
        .on("d.is_schedule_active", filter.isScheduleActive())
        .on("d.tags", filter.tags())
        .on("d.work_queue_name", filter.workQueueName())
        .on("d.schedule", filter.schedule())
        .lastEnd(filter.lastEnd())
        .by(filter.operator());
  }

  /** Work queues {@code q}; all without a filter. */
  public Condition workQueues(@Nullable WorkQueueFilter filter) {
    return filter == null
        ? Condition.TRUE
        : fields().on("q.name", filter.name()).by(filter.operator());
  }

  /** Work queues {@code q} to look at. */
  public Condition workQueues(QueueOverviewQuery query) {
    return fields()
        .on("q.id", query.ids() == null ? null : new Match.Ids(query.ids()))
        .on("q.name", query.nameLike() == null ? null : new Match.Names(null, query.nameLike()))
        .by(null);
  }

  /** Logs {@code l}; all without a filter. */
  public Condition logs(@Nullable LogFilter filter) {
    if (filter == null) {
      return Condition.TRUE;
    }
    return fields()
        .on("l.level", filter.level())
        .on("l.timestamp", filter.timestamp())
        .on("l.flow_run_id", filter.flowRunId())
        .on("l.task_run_id", filter.taskRunId())
        .on("l.message", filter.message())
        .by(filter.operator());
  }

  /** Block types {@code bt}; all without a filter. */
  public Condition blockTypes(@Nullable BlockTypeFilter filter) {
    return filter == null
        ? Condition.TRUE
        : fields().on("bt.name", filter.name()).on("bt.slug", filter.slug()).by(null);
  }

  /** Block schemas {@code bs}; all without a filter. */
  public Condition blockSchemas(@Nullable BlockSchemaFilter filter) {
    if (filter == null) {
      return Condition.TRUE;
    }
    return fields()
        .on("bs.block_type_id", filter.blockTypeId())
        .on("bs.capabilities", filter.blockCapabilities())
        .on("bs.id", filter.id())
        .on("bs.version", filter.version())
        .by(filter.operator());
  }

  /** Block documents {@code bd}; those that are not anonymous without a filter. */
  public Condition blockDocuments(@Nullable BlockDocumentFilter filter) {
    if (filter == null) {
      return Condition.of("bd.is_anonymous = ?", false);
    }
    var anonymous =
        filter.isAnonymous().isPresent() ? filter.isAnonymous().get() : new Match.Equals(false);
    return fields()
        .on("bd.id", filter.id())
        .on("bd.is_anonymous", anonymous)
        .on("bd.block_type_id", filter.blockTypeId())
        .on("bd.name", filter.name())
        .by(filter.operator());
  }

  private Fields fields() {
    return new Fields(Database.of(settings), new ArrayList<>());
  }

  private record Fields(Database database, List<Condition> conditions) {

    Fields on(String column, Match.@Nullable OfColumn match) {
      return match == null ? this : add(Operators.on(database, column, match));
    }

    Fields state(String alias, Match.@Nullable States states) {
      if (states == null) {
        return this;
      }
      var state =
          new Fields(database, new ArrayList<>())
              .on(alias + ".state_type", states.type())
              .on(alias + ".state_name", states.name());
      return add(state.by(states.operator()));
    }

    /** A task run with subflow runs is the dummy that stands for a subflow in its parent run. */
    Fields subflows(Match.@Nullable Exists subflows) {
      if (subflows == null || subflows.exists() == null) {
        return this;
      }
      var subflow = Condition.of("s.parent_task_run_id = t.id").exists("flow_run s");
      return add(
          subflows.exists() ? subflow : new Condition("not " + subflow.sql(), subflow.arguments()));
    }

    Fields lastEnd(Match.@Nullable StateTypes types) {
      var any = types == null ? null : types.any();
      return any == null ? this : add(LastEnd.isAnyOf(any));
    }

    private Fields add(Condition condition) {
      conditions.add(condition);
      return this;
    }

    Condition by(@Nullable Operator operator) {
      return operator == Operator.or_ ? Condition.any(conditions) : Condition.all(conditions);
    }
  }
}
