package dev.rigel.arrows;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.rigel.arrows.sample.agent.AgentThatCountsCommas;
import dev.rigel.arrows.sample.agent.AgentThatIsAnApplication;
import dev.rigel.arrows.sample.agent.AgentThatReadsTables;
import dev.rigel.arrows.sample.cli.CommandInTheServer;
import dev.rigel.arrows.sample.cli.process.ProcessWithACommand;
import dev.rigel.arrows.sample.cli.terminal.TableOfCommands;
import dev.rigel.arrows.sample.client.ClientThatPolls;
import dev.rigel.arrows.sample.contract.ContractWithStorage;
import dev.rigel.arrows.sample.contract.RecordWithAHiddenNull;
import dev.rigel.arrows.sample.contract.RecordWithANeedlessNull;
import dev.rigel.arrows.sample.contract.state.StateThatKnowsItsRun;
import dev.rigel.arrows.sample.engine.EngineThatKnowsJBeret;
import dev.rigel.arrows.sample.engine.EngineThatStoresStates;
import dev.rigel.arrows.sample.runner.RunnerInTheServer;
import dev.rigel.arrows.sample.server.block.BlockThatKnowsItsFlow;
import dev.rigel.arrows.sample.server.database.DatabaseThatAnswers;
import dev.rigel.arrows.sample.server.deployment.DeploymentThatDeletesRuns;
import dev.rigel.arrows.sample.server.deployment.DeploymentThatPlants;
import dev.rigel.arrows.sample.server.flow.FlowByItsOwnWatch;
import dev.rigel.arrows.sample.server.flow.FlowRepository;
import dev.rigel.arrows.sample.server.flow.FlowThatCountsRuns;
import dev.rigel.arrows.sample.server.flow.FlowThatReadsRuns;
import dev.rigel.arrows.sample.server.flow.FlowWithItsOwnClock;
import dev.rigel.arrows.sample.server.flow.InstantFlow;
import dev.rigel.arrows.sample.server.flowrun.FlowRunInItsQueue;
import dev.rigel.arrows.sample.server.flowrun.RunThatHoldsItsFlow;
import dev.rigel.arrows.sample.server.homeless.FeatureWithoutFloor;
import dev.rigel.arrows.sample.server.http.HttpThatFilters;
import dev.rigel.arrows.sample.server.platform.PlatformThatKnowsFlows;
import dev.rigel.arrows.sample.server.query.QueryOfFlows;
import dev.rigel.arrows.sample.server.schedulepolicy.PolicyThatPlants;
import dev.rigel.arrows.sample.server.scheduler.SchedulerThatSubmits;
import dev.rigel.arrows.sample.server.scheduler.TimerThatMayThrow;
import dev.rigel.arrows.sample.server.settings.SettingsOfTheDatabase;
import dev.rigel.arrows.sample.server.unmarked.FeatureOfUnknownNulls;
import dev.rigel.arrows.sample.server.workqueue.QueueThatDeploys;
import dev.rigel.server.database.Database;
import dev.rigel.server.database.Schema;
import dev.rigel.server.harness.TestDatabase;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows between packages, each shown to bite by a class that breaks it. */
class ArrowsTest {
  private static final String SAMPLE = "dev.rigel.arrows.sample";
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.rigel");
  private static final JavaClasses BROKEN = new ClassFileImporter().importPackages(SAMPLE);

  /** A rule and the classes that break it, each in a way of its own. */
  private record Case(Function<Arrows, ArchRule> rule, List<Class<?>> breakers) {
    Case(Function<Arrows, ArchRule> rule, Class<?>... breakers) {
      this(rule, List.of(breakers));
    }

    @Override
    public String toString() {
      return breakers.stream().map(Class::getSimpleName).collect(joining(", ", "", ": "))
          + rule.apply(new Arrows("dev.rigel")).getDescription();
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case(Arrows::contractKnowsNobody, ContractWithStorage.class),
        new Case(Arrows::longRecordsAreMadeByName, AgentThatCountsCommas.class),
        new Case(Arrows::packagesSayWhatMayBeNull, FeatureOfUnknownNulls.class),
        new Case(
            Arrows::wireRecordsSayWhatMayBeNull,
            RecordWithAHiddenNull.class,
            RecordWithANeedlessNull.class),
        new Case(Arrows::clientKnowsTheContractOnly, ClientThatPolls.class),
        new Case(Arrows::engineKnowsTheContractOnly, EngineThatStoresStates.class),
        new Case(Arrows::agentDoesNotKnowTheServer, AgentThatReadsTables.class),
        new Case(Arrows::cliDoesNotKnowTheServer, CommandInTheServer.class),
        new Case(arrows -> arrows.cliLooksDown("terminal", "", ".process"), TableOfCommands.class),
        new Case(arrows -> arrows.cliLooksDown("process", ""), ProcessWithACommand.class),
        new Case(Arrows::serverDoesNotKnowAgentOrCli, SchedulerThatSubmits.class),
        new Case(Arrows::runnerKnowsTheAgentAndBelow, RunnerInTheServer.class),
        new Case(Arrows::nobodyKnowsTheRunner, AgentThatIsAnApplication.class),
        new Case(arrows -> arrows.floorLooksDown("platform"), PlatformThatKnowsFlows.class),
        new Case(arrows -> arrows.floorLooksDown("settings"), SettingsOfTheDatabase.class),
        new Case(arrows -> arrows.floorLooksDown("database"), DatabaseThatAnswers.class),
        new Case(arrows -> arrows.floorLooksDown("http"), HttpThatFilters.class),
        new Case(arrows -> arrows.floorLooksDown("query"), QueryOfFlows.class),
        new Case(arrows -> arrows.floorLooksDown("flow"), FlowThatCountsRuns.class),
        new Case(arrows -> arrows.floorLooksDown("flowrun"), FlowRunInItsQueue.class),
        new Case(arrows -> arrows.floorLooksDown("workqueue"), QueueThatDeploys.class),
        new Case(arrows -> arrows.floorLooksDown("deployment"), DeploymentThatPlants.class),
        new Case(arrows -> arrows.floorLooksDown("schedulepolicy"), PolicyThatPlants.class),
        new Case(Arrows::sqlLooksDown, FlowThatReadsRuns.class),
        new Case(Arrows::tablesAreWrittenByTheirOwner, DeploymentThatDeletesRuns.class),
        new Case(Arrows::everyFeatureHasItsFloor, FeatureWithoutFloor.class),
        new Case(Arrows::programsHaveNoCycles, EngineThatStoresStates.class),
        new Case(Arrows::onlyItsPackageKnowsJBeret, EngineThatKnowsJBeret.class),
        new Case(Arrows::contractHasNoCycles, StateThatKnowsItsRun.class),
        new Case(Arrows::featuresHaveNoCycles, BlockThatKnowsItsFlow.class),
        new Case(Arrows::entitiesStayAtHome, RunThatHoldsItsFlow.class),
        new Case(Arrows::timersWorkUnderThePulse, TimerThatMayThrow.class),
        new Case(Arrows::repositoriesDemandATransaction, FlowRepository.class),
        new Case(Arrows::entitiesKeepTimesAsOffsetDateTime, InstantFlow.class),
        new Case(Arrows::nobodyReadsTheTimeByThemselves, FlowByItsOwnWatch.class),
        new Case(Arrows::onlyTheDatabaseMakesTheServersClock, FlowWithItsOwnClock.class));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void the_code_keeps_the_rule(Case arrow) {
    arrow.rule().apply(new Arrows("dev.rigel")).check(CODE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void the_rule_bites(Case arrow) {
    var verdict = arrow.rule().apply(new Arrows(SAMPLE)).evaluate(BROKEN);

    assertThat(arrow.breakers())
        .allSatisfy(
            breaker ->
                assertThat(verdict.getFailureReport().getDetails())
                    .anySatisfy(detail -> assertThat(detail).contains(breaker.getName())));
  }

  @Test
  void every_table_has_one_owner() {
    try (var database = TestDatabase.of(Database.H2)) {
      assertThat(SqlRules.TABLES.values().stream().flatMap(Set::stream))
          .as("tables with an owner in SqlRules.TABLES")
          .containsExactlyInAnyOrderElementsOf(new Schema(database.source(), Database.H2).tables());
    }
  }

  /** This rule holds for tests too: most of these records are made there, to be read again. */
  @Test
  void tests_make_long_records_by_name() {
    var tests =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
            .importPackages("dev.rigel");

    new Arrows("dev.rigel").longRecordsAreMadeByName().check(tests);
  }
}
