package dev.rigel.webapp;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.contract.flow.FlowResponse;
import dev.rigel.contract.schedule.CronSchedule;
import dev.rigel.fixture.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The switch of a deployment's schedule, in the list and on its page. */
@InBrowser
class ScheduleSwitchTest {
  private final Visitor visitor;
  private final FakeServer server;
  private final DeploymentResponse daily;
  private final DeploymentResponse byHand;

  ScheduleSwitchTest(Visitor visitor, FakeServer server) {
    this.visitor = visitor;
    this.server = server;
    FlowResponse flow = Things.flow("orders-etl");
    daily =
        Things.deployment("daily", flow)
            .schedule(new CronSchedule("30 9 * * *", "Europe/London", true))
            .isScheduleActive(true)
            .build();
    byHand = Things.deployment("by-hand", flow).isScheduleActive(true).build();
    server.has(flow, daily, byHand);
  }

  private Page open(String page) {
    return visitor.open(server.at(page.replace("DAILY", daily.id().toString())));
  }

  private static Locator theSwitch(Page page) {
    return page.getByRole(
        AriaRole.SWITCH, new Page.GetByRoleOptions().setName("Schedule of daily").setExact(true));
  }

  private int calls(String call) {
    return server.calls("POST /deployments/" + daily.id() + "/" + call);
  }

  @ParameterizedTest
  @ValueSource(strings = {"deployments", "deployments/deployment/DAILY"})
  void it_is_off_at_once_and_undo_has_it_on_again(String address) {
    var page = open(address);
    assertThat(theSwitch(page)).hasAttribute("aria-checked", "true");

    theSwitch(page).click();

    assertThat(Seen.said(page)).containsText("The schedule of daily is off");
    assertThat(theSwitch(page)).hasAttribute("aria-checked", "false");
    assertThat(page.getByRole(AriaRole.MAIN)).containsText("Europe/London, paused");
    assertThat(calls("set_schedule_inactive")).isOne();

    Seen.button(page, "Undo").click();
    assertThat(theSwitch(page)).hasAttribute("aria-checked", "true");
    assertThat(calls("set_schedule_active")).isOne();
  }

  @Test
  void a_switch_has_the_keys_of_a_button() {
    var page = open("deployments/deployment/DAILY");

    theSwitch(page).focus();
    page.keyboard().press("Space");

    assertThat(theSwitch(page)).hasAttribute("aria-checked", "false");
    assertThat(theSwitch(page)).isFocused();
  }

  @Test
  void a_refusal_is_told_and_nothing_is_switched() {
    visitor.expects("status of 404");
    server.on(
        "POST /deployments/" + daily.id() + "/set_schedule_inactive",
        call -> Reply.refusal(404, "Deployment not found"));
    var page = open("deployments");

    theSwitch(page).click();

    assertThat(Seen.said(page)).containsText("Deployment not found");
    assertThat(theSwitch(page)).hasAttribute("aria-checked", "true");
  }

  @Test
  void what_has_no_schedule_has_no_switch() {
    var list = open("deployments");
    assertThat(list.getByRole(AriaRole.ROWHEADER)).hasCount(2);
    assertThat(list.getByRole(AriaRole.MAIN).getByRole(AriaRole.SWITCH)).hasCount(1);

    var page = open("deployments/deployment/" + byHand.id());
    assertThat(Seen.part(page, "Schedule")).containsText("By hand only");
    assertThat(page.getByRole(AriaRole.MAIN).getByRole(AriaRole.SWITCH)).hasCount(0);
  }
}
