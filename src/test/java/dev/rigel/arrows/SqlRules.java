package dev.rigel.arrows;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static java.util.Map.entry;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.rigel.arrows.SqlTexts.Mention;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/** The arrows that no import shows: which tables a feature's SQL reads and writes. */
final class SqlRules {
  /**
   * Who owns which tables. Entities write those of their own feature: another rule sees to that.
   */
  static final Map<String, Set<String>> TABLES =
      Map.ofEntries(
          entry("flow", Set.of("flow")),
          entry(
              "block",
              Set.of(
                  "block_type",
                  "block_schema",
                  "block_schema_reference",
                  "block_document",
                  "block_document_reference",
                  "configuration")),
          entry("log", Set.of("log")),
          entry("savedsearch", Set.of("saved_search")),
          entry("flowrun", Set.of("flow_run", "flow_run_state")),
          entry("taskrun", Set.of("task_run", "task_run_state", "task_run_state_cache")),
          entry("concurrencylimit", Set.of("concurrency_limit", "concurrency_slot")),
          entry("workqueue", Set.of("work_queue")),
          entry("claim", Set.of("claim")),
          entry("job", Set.of("flow_run_job", "flow_run_job_step")),
          entry("agent", Set.of("agent")),
          entry("operation", Set.of("operation", "operation_run")),
          entry(
              "notification",
              Set.of(
                  "flow_run_notification_policy",
                  "flow_run_notification_queue",
                  "flow_run_notification_failure")),
          entry("deployment", Set.of("deployment")),
          entry("schedulepolicy", Set.of("deployment_turn")),
          entry("scheduler", Set.of("deployment_planting")),
          entry("calendar", Set.of("calendar", "deployment_calendar")));

  /**
   * Tables that a feature writes beside their owner. The scheduler plants runs in bulk, each with
   * the state that the gate would give it, and takes back those that nobody has taken.
   */
  private static final Map<String, Set<String>> GUESTS =
      Map.of("scheduler", Set.of("flow_run", "flow_run_state"));

  private final String root;

  SqlRules(String root) {
    this.root = root;
  }

  /**
   * A feature reads tables of its own floor and of those below. Filters, which stand below all
   * features, know all tables: flows are found by their runs and deployments, as these by their
   * flows.
   */
  ArchRule looksDown() {
    return classes()
        .that(resideInAPackage(root + ".server.."))
        .and(not(resideInAPackage(root + ".server.query")))
        .should(
            nameOnly(
                "name only tables of their own floor or below",
                (feature, mention) ->
                    hasNoFloor(feature) || floor(owner(mention.table())) <= floor(feature),
                (feature, mention) ->
                    "reads %s of %s, a floor above %s (Arrows.FLOORS)"
                        .formatted(mention.table(), owner(mention.table()), feature)));
  }

  /** Who writes a table is who owns it: its rules have one place. */
  ArchRule ownersWrite() {
    return classes()
        .that(resideInAPackage(root + ".server.."))
        .should(
            nameOnly(
                "write only tables of their own feature",
                (feature, mention) ->
                    !mention.writes()
                        || owner(mention.table()).equals(feature)
                        || GUESTS.getOrDefault(feature, Set.of()).contains(mention.table()),
                (feature, mention) ->
                    "writes %s, which %s owns (SqlRules.TABLES)"
                        .formatted(mention.table(), owner(mention.table()))));
  }

  private ArchCondition<JavaClass> nameOnly(
      String description,
      BiPredicate<String, Mention> allowed,
      BiFunction<String, Mention, String> wrong) {
    return new ArchCondition<>(description) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        var feature = feature(type);
        SqlTexts.of(type).mentions().stream()
            .filter(mention -> !allowed.test(feature, mention))
            .map(mention -> type.getName() + " " + wrong.apply(feature, mention))
            .forEach(text -> events.add(SimpleConditionEvent.violated(type, text)));
      }
    };
  }

  private String feature(JavaClass type) {
    return type.getPackageName().substring((root + ".server").length()).replaceFirst("^\\.", "");
  }

  private static String owner(String table) {
    return TABLES.entrySet().stream()
        .filter(owner -> owner.getValue().contains(table))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /** Another rule refuses it, and says so. */
  private static boolean hasNoFloor(String feature) {
    return floor(feature) < 0;
  }

  /** From 0; -1 for what has no floor. */
  private static int floor(String feature) {
    return IntStream.range(0, Arrows.FLOORS.size())
        .filter(i -> Arrows.FLOORS.get(i).contains(feature))
        .findFirst()
        .orElse(-1);
  }
}
