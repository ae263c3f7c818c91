package dev.rigel.arrows;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.rigel.server.database.Pulse;
import jakarta.ejb.Timeout;
import jakarta.persistence.Entity;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.temporal.Temporal;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * Who may know whom. Every rule is a function of the root package, so that the same rule judges the
 * code and the small tree below {@code arrows.sample}, whose classes break it on purpose.
 */
final class Arrows {
  /** The server's features from the ground up; each may use its own floor and those before it. */
  static final List<Set<String>> FLOORS =
      List.of(
          Set.of("platform"),
          Set.of("settings"),
          Set.of("database"),
          Set.of("http"),
          Set.of("query", "lifecycle"),
          Set.of("state", "flow", "block", "log", "schedule", "savedsearch"),
          Set.of("flowrun", "taskrun"),
          Set.of("workqueue", "notification", "concurrencylimit", "claim", "job"),
          Set.of("deployment"),
          Set.of("schedulepolicy"),
          Set.of(
              "scheduler",
              "calendar",
              "orchestration",
              "agent",
              "waiting",
              "attention",
              "operation",
              "search",
              "batch",
              "admin",
              "webapp"));

  private final String root;

  /** Rules for the tree below a package, such as {@code dev.rigel}. */
  Arrows(String root) {
    this.root = root;
  }

  /** The contract is what both sides of the wire share: it knows neither. */
  ArchRule contractKnowsNobody() {
    return onlyOursIs("contract");
  }

  /**
   * A record of the wire with more than four components is made by its builder: among so many are
   * neighbours of one type, which by position could change places unseen.
   */
  ArchRule longRecordsAreMadeByName() {
    return noClasses()
        .that(resideInAPackage(root + ".."))
        .and(not(resideInAPackage(tree("contract"))))
        .should()
        .callConstructorWhere(
            DescribedPredicate.describe(
                "it makes a record of the wire by position, not by its builder (@WithBuilder)",
                call ->
                    call.getTargetOwner().isRecord()
                        && resideInAPackage(tree("contract")).test(call.getTargetOwner())
                        && call.getTarget().getRawParameterTypes().size() > 4));
  }

  /** So that NullAway judges it. */
  ArchRule packagesSayWhatMayBeNull() {
    return classes()
        .that(resideInAPackage(root + ".."))
        .should(
            new ArchCondition<>("be in a package that says @NullMarked") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                  var where = type.getName() + " is in a package that does not say @NullMarked";
                  events.add(SimpleConditionEvent.violated(type, where));
                }
              }
            });
  }

  /** NullAway does not see what a body gives a record; {@link WireNulls} tells. */
  ArchRule wireRecordsSayWhatMayBeNull() {
    return classes()
        .that(resideInAPackage(tree("contract")))
        .and()
        .areRecords()
        .should(
            new ArchCondition<>("say @Nullable of components that a body may leave null, only") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                WireNulls.wrong(type.reflect())
                    .forEach(wrong -> events.add(SimpleConditionEvent.violated(type, wrong)));
              }
            });
  }

  ArchRule clientKnowsTheContractOnly() {
    return onlyOursIs("client", "contract");
  }

  /** The engine runs in a child JVM and in the server: it cannot lean on either. */
  ArchRule engineKnowsTheContractOnly() {
    return onlyOursIs("engine", "contract");
  }

  /** Elsewhere the engine speaks Jakarta Batch, so that it runs in any server. */
  ArchRule onlyItsPackageKnowsJBeret() {
    return noClasses()
        .that(resideInAPackage(root + ".."))
        .and(not(resideInAPackage(root + ".engine.jberet")))
        .should()
        .dependOnClassesThat(resideInAnyPackage("org.jberet..", "org.jboss.weld.."));
  }

  ArchRule agentDoesNotKnowTheServer() {
    return never("agent", "server");
  }

  ArchRule cliDoesNotKnowTheServer() {
    return never("cli", "server");
  }

  ArchRule serverDoesNotKnowAgentOrCli() {
    return never("server", "agent", "cli", "runner");
  }

  /** The runner lives in other people's applications, where there is no more of us. */
  ArchRule runnerKnowsTheAgentAndBelow() {
    return onlyOursIs("runner", "agent", "engine", "client", "contract");
  }

  /** It is a way to start an agent, as the command line is: nothing is built on it. */
  ArchRule nobodyKnowsTheRunner() {
    return noClasses()
        .that(resideInAPackage(root + ".."))
        .and(not(resideInAPackage(tree("runner"))))
        .should()
        .dependOnClassesThat(resideInAPackage(tree("runner")));
  }

  /** What a terminal shows, and processes, know no commands; the terminal knows no processes. */
  ArchRule cliLooksDown(String room, String... above) {
    return noClasses()
        .that(resideInAPackage(root + ".cli." + room))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                Stream.of(above).map(name -> root + ".cli" + name).toArray(String[]::new)));
  }

  /** What is on a feature's floor uses nothing from a floor above, nor the application. */
  ArchRule floorLooksDown(String feature) {
    var floor = FLOORS.stream().filter(f -> f.contains(feature)).findFirst().orElseThrow();
    var higher = FLOORS.stream().skip(FLOORS.indexOf(floor) + 1L).flatMap(Set::stream);
    var above = Stream.concat(Stream.of(root + ".server"), higher.map(this::feature));
    return noClasses()
        .that(resideInAnyPackage(floor.stream().map(this::feature).toArray(String[]::new)))
        .should()
        .dependOnClassesThat(resideInAnyPackage(above.toArray(String[]::new)))
        .as("the floor of the server with " + floor + " looks down only");
  }

  /** As {@link #floorLooksDown}, for what no import shows. */
  ArchRule sqlLooksDown() {
    return new SqlRules(root).looksDown();
  }

  ArchRule tablesAreWrittenByTheirOwner() {
    return new SqlRules(root).ownersWrite();
  }

  /** A new feature says where it stands: unlisted, it would escape the other rules. */
  ArchRule everyFeatureHasItsFloor() {
    var known = FLOORS.stream().flatMap(Set::stream).map(this::feature);
    var places = Stream.concat(Stream.of(root + ".server"), known).toArray(String[]::new);
    return classes()
        .that(resideInAPackage(root + ".server.."))
        .should()
        .resideInAnyPackage(places)
        .as("every package of the server has its floor in Arrows.FLOORS");
  }

  ArchRule programsHaveNoCycles() {
    return slices().matching(root + ".(*)..").should().beFreeOfCycles();
  }

  /** What a package of the wire needs lies below it, so that each can be read by itself. */
  ArchRule contractHasNoCycles() {
    return slices().matching(root + ".contract.(*)..").should().beFreeOfCycles();
  }

  ArchRule featuresHaveNoCycles() {
    return slices().matching(root + ".server.(*)..").should().beFreeOfCycles();
  }

  /** Features hold each other's ids, not each other's entities. */
  ArchRule entitiesStayAtHome() {
    return classes()
        .that(annotatedWith(Entity.class))
        .should(
            new ArchCondition<>("use no entity of another feature") {
              @Override
              public void check(JavaClass entity, ConditionEvents events) {
                entity.getDirectDependenciesFromSelf().stream()
                    .filter(d -> d.getTargetClass().isAnnotatedWith(Entity.class))
                    .filter(d -> !d.getTargetClass().getPackage().equals(entity.getPackage()))
                    .forEach(d -> events.add(SimpleConditionEvent.violated(d, d.getDescription())));
              }
            });
  }

  /** A timer whose tick throws twice in a row is ended by Payara, and does not tick again. */
  ArchRule timersWorkUnderThePulse() {
    return methods()
        .that()
        .areAnnotatedWith(Timeout.class)
        .should(
            new ArchCondition<>("call nothing of ours but Pulse, which catches what is thrown") {
              @Override
              public void check(JavaMethod tick, ConditionEvents events) {
                tick.getMethodCallsFromSelf().stream()
                    .filter(call -> !call.isDeclaredInLambda())
                    .filter(call -> resideInAPackage("dev.rigel..").test(call.getTargetOwner()))
                    .filter(call -> !call.getTargetOwner().isEquivalentTo(Pulse.class))
                    .forEach(
                        call ->
                            events.add(SimpleConditionEvent.violated(call, call.getDescription())));
              }
            });
  }

  /** A repository called outside a transaction fails at once instead of opening one of its own. */
  ArchRule repositoriesDemandATransaction() {
    return classes()
        .that(resideInAPackage(root + ".server.."))
        .and()
        .haveSimpleNameEndingWith("Repository")
        .should(have(mandatoryTransaction()));
  }

  private static DescribedPredicate<JavaClass> mandatoryTransaction() {
    return DescribedPredicate.describe(
        "@Transactional(MANDATORY)",
        type ->
            type.tryGetAnnotationOfType(Transactional.class)
                .map(Transactional::value)
                .equals(Optional.of(Transactional.TxType.MANDATORY)));
  }

  /** EclipseLink stores an Instant as a blob; a Date has no offset. */
  ArchRule entitiesKeepTimesAsOffsetDateTime() {
    return fields()
        .that()
        .areDeclaredInClassesThat(annotatedWith(Entity.class))
        .should()
        .notHaveRawType(
            assignableTo(Date.class)
                .or(
                    assignableTo(Temporal.class)
                        .and(not(assignableTo(java.time.OffsetDateTime.class))))
                .as("a time that is no OffsetDateTime"));
  }

  /** Time comes from an injected clock, so that tests can set it. */
  ArchRule nobodyReadsTheTimeByThemselves() {
    return noClasses()
        .that(resideInAPackage(root + ".."))
        .and(not(resideInAPackage(root + ".server.database")))
        .should()
        .callMethodWhere(
            DescribedPredicate.describe(
                "it reads the time without a Clock", c -> readsTime(c.getTarget())))
        .orShould()
        .callConstructor(Date.class);
  }

  private static boolean readsTime(AccessTarget.MethodCallTarget target) {
    var now =
        target.getOwner().getPackageName().equals("java.time")
            && target.getName().equals("now")
            && target.getRawParameterTypes().stream().noneMatch(t -> t.isEquivalentTo(Clock.class));
    return now || target.getFullName().equals("java.lang.System.currentTimeMillis()");
  }

  /**
   * The server has one clock, made in database; the other programs make theirs where they start.
   */
  ArchRule onlyTheDatabaseMakesTheServersClock() {
    return noClasses()
        .that(resideInAPackage(root + ".server.."))
        .and(not(resideInAPackage(root + ".server.database")))
        .should()
        .callMethodWhere(
            DescribedPredicate.describe(
                "it makes a Clock",
                call ->
                    call.getTarget().getOwner().isEquivalentTo(Clock.class)
                        && call.getTarget().getName().startsWith("system")));
  }

  private ArchRule onlyOursIs(String program, String... known) {
    var allowed = Stream.concat(Stream.of(program), Stream.of(known)).map(this::tree);
    return classes()
        .that(resideInAPackage(tree(program)))
        .should()
        .onlyDependOnClassesThat(
            not(resideInAPackage(root + ".."))
                .or(resideInAnyPackage(allowed.toArray(String[]::new))));
  }

  private ArchRule never(String program, String... others) {
    return noClasses()
        .that(resideInAPackage(tree(program)))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(Stream.of(others).map(this::tree).toArray(String[]::new)));
  }

  private String tree(String program) {
    return root + "." + program + "..";
  }

  private String feature(String word) {
    return root + ".server." + word + "..";
  }
}
