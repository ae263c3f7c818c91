package dev.rigel.webapp;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.contract.flow.FlowResponse;
import dev.rigel.contract.schedule.CronSchedule;
import dev.rigel.contract.state.StateType;
import dev.rigel.fixture.Reply;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Deployments and work queues: what can be done to those that are picked. */
@InBrowser
class PickedListsTest {
  private final Visitor visitor;
  private final FakeServer server;
  private final FlowResponse orders = Things.flow("orders-etl");
  private final DeploymentResponse hourly = scheduled("hourly");
  private final DeploymentResponse daily = scheduled("daily");
  private final DeploymentResponse byHand =
      Things.deployment("by-hand", orders).workQueueName("gpu").build();

  PickedListsTest(Visitor visitor, FakeServer server) {
    this.visitor = visitor;
    this.server = server;
    server.has(orders, hourly, daily, byHand);
  }

  private DeploymentResponse scheduled(String name) {
    return Things.deployment(name, orders)
        .schedule(new CronSchedule("0 * * * *", "Europe/London", true))
        .isScheduleActive(true)
        .build();
  }

  private Page deployments() {
    return visitor.open(server.at("deployments"));
  }

  private static void pickAll(Page page) {
    page.getByLabel("Pick all that are shown").click();
  }

  private static void pick(Page page, String name) {
    page.getByLabel("Pick " + name, new Page.GetByLabelOptions().setExact(true)).click();
  }

  private static void answers(Page page, String button) {
    page.getByRole(AriaRole.DIALOG)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }

  @Test
  void schedules_of_many_deployments_are_paused_and_the_pause_is_taken_back() {
    var page = deployments();
    pickAll(page);
    assertThat(Seen.part(page, "What is picked")).containsText("3 selected");
    assertThat(Seen.button(page, "Resume 0")).isDisabled();

    Seen.button(page, "Pause 2").click();

    assertThat(Seen.said(page)).containsText("The schedules of 2 deployments are off");
    assertThat(page.locator("[role=switch][aria-checked=false]").and(page.locator("td *")))
        .hasCount(2);
    assertThat(Seen.part(page, "What is picked")).hasCount(0);
    Seen.button(page, "Undo").click();
    assertThat(page.locator("[role=switch][aria-checked=true]").and(page.locator("td *")))
        .hasCount(2);
  }

  @Test
  void deployments_move_to_a_queue_that_is_asked_for() {
    var page = deployments();
    pick(page, "hourly");
    pick(page, "by-hand");

    Seen.button(page, "Move 2 to …").click();
    page.getByRole(AriaRole.DIALOG).getByLabel("Work queue").fill("night");
    answers(page, "Move 2 deployments");

    assertThat(Seen.said(page)).containsText("2 deployments are on night now.");
    assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("night")))
        .hasCount(2);
    Seen.button(page, "Undo").click();
    assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("gpu")))
        .hasCount(1);
  }

  @Test
  void deleting_deployments_says_by_number_what_becomes_of_their_runs() {
    server.has(
        Things.run("odd-emu", orders, StateType.FAILED).deploymentId(hourly.id()).build(),
        Things.run(
                "next-newt",
                orders,
                StateType.SCHEDULED,
                Things.now().plusMinutes(26),
                Duration.ZERO)
            .deploymentId(hourly.id())
            .build());
    var page = deployments();
    pick(page, "hourly");
    pick(page, "daily");

    Seen.button(page, "Delete 2").click();
    var dialog = page.getByRole(AriaRole.DIALOG);
    assertThat(dialog).containsText("orders-etl/daily");
    assertThat(dialog).containsText("1 scheduled run is deleted, 1 other is kept");
    answers(page, "Delete 2 deployments");

    assertThat(Seen.said(page)).containsText("2 deployments are deleted.");
    Seen.assertRows(page, "by-hand");
  }

  @Test
  void one_that_is_refused_stays_and_says_why() {
    visitor.expects("status of 409");
    server.on(
        "DELETE /deployments/" + daily.id(),
        call -> Reply.of(409, "{\"detail\": \"It is being planned.\"}"));
    var page = deployments();
    pick(page, "hourly");
    pick(page, "daily");

    Seen.button(page, "Delete 2").click();
    answers(page, "Delete 2 deployments");

    assertThat(Seen.said(page)).containsText("1 deployment is deleted. orders-etl/daily:");
    Seen.assertRows(page, "by-hand", "daily");
  }

  @Test
  void a_deployment_is_deleted_on_its_page() {
    var page = visitor.open(server.at("deployments/deployment/" + hourly.id()));

    Seen.button(page, "Delete deployment").click();
    answers(page, "Delete deployment");

    assertThat(Seen.title(page)).hasText("Deployments");
    Seen.assertRows(page, "by-hand", "daily");
  }

  @Test
  void queues_are_paused_together_and_deleted_together() {
    server.has(
        Things.calm(Things.queue("gpu").build()), Things.calm(Things.queue("night").build()));
    var page = visitor.open(server.at("work-queues"));
    pickAll(page);

    Seen.button(page, "Pause 2").click();
    assertThat(Seen.said(page)).containsText("2 work queues are paused.");
    assertThat(page.getByText("Paused", new Page.GetByTextOptions().setExact(true))).hasCount(2);

    pickAll(page);
    Seen.button(page, "Delete 2").click();
    answers(page, "Delete 2 work queues");
    assertThat(Seen.said(page)).containsText("2 work queues are deleted.");
    assertThat(page.getByText("No work queue yet.")).isVisible();
  }
}
