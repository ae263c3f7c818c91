import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import generated.ApiClient;
import generated.ApiException;
import generated.api.DeploymentsApi;
import generated.api.FlowRunsApi;
import generated.api.FlowsApi;
import generated.model.DeploymentCreate;
import generated.model.Flow;
import generated.model.FlowCreate;
import generated.model.FlowQuery;
import generated.model.FlowRunCreate;
import generated.model.InvalidRequest;
import generated.model.ResponseDetailsAccept;
import generated.model.Schedule;
import generated.model.SetStateStatus;
import generated.model.StateCreate;
import generated.model.StateProposal;
import generated.model.StateType;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client that openapi-generator writes for Java, used against a running server. */
class GeneratedClientTest {
  private final ApiClient client =
      new ApiClient().setRequestInterceptor(r -> r.header("Authorization", "Bearer of-no-use"));
  private FlowsApi flows;
  private DeploymentsApi deployments;
  private FlowRunsApi runs;
  private Flow flow;

  @BeforeEach
  void aFlow() throws ApiException {
    client.updateBaseUri(System.getProperty("rigel.url"));
    flows = new FlowsApi(client);
    deployments = new DeploymentsApi(client);
    runs = new FlowRunsApi(client);
    flow = flows.flowsCreate(new FlowCreate().name("java-" + UUID.randomUUID()));
  }

  @Test
  void flows_are_listed() throws ApiException {
    assertThat(flows.flowsFilter(new FlowQuery().limit(200)))
        .extracting(Flow::getId)
        .contains(flow.getId());
    assertThat(flows.flowsFilter(null)).isNotEmpty();
    assertThat(flows.flowsReadByName(flow.getName())).isEqualTo(flow);
  }

  @Test
  void an_interval_is_read_back() throws ApiException {
    var schedule = storedWith(new Schedule().interval(90.5).timezone("Europe/Berlin"));

    assertThat(schedule.getInterval()).isEqualTo(90.5);
    assertThat(schedule.getAnchorDate()).isNotNull();
    assertThat(schedule.getTimezone()).isEqualTo("Europe/Berlin");
    assertThat(schedule.getCron()).isNull();
  }

  @Test
  void a_cron_expression_is_read_back() throws ApiException {
    var schedule = storedWith(new Schedule().cron("5 4 * * mon").dayOr(false));

    assertThat(schedule.getCron()).isEqualTo("5 4 * * mon");
    assertThat(schedule.getDayOr()).isFalse();
    assertThat(schedule.getInterval()).isNull();
  }

  @Test
  void a_recurrence_rule_is_read_back() throws ApiException {
    assertThat(storedWith(new Schedule().rrule("FREQ=DAILY")).getRrule()).isEqualTo("FREQ=DAILY");
  }

  private Schedule storedWith(Schedule schedule) throws ApiException {
    var made =
        deployments.deploymentsCreate(
            new DeploymentCreate().name("nightly").flowId(flow.getId()).schedule(schedule));
    return deployments.deploymentsRead(made.getId()).getSchedule();
  }

  @Test
  void a_run_is_made_and_read_and_its_state_set() throws ApiException {
    var made =
        runs.flowRunsCreate(new FlowRunCreate().flowId(flow.getId()).putParametersItem("n", 3));
    assertThat(runs.flowRunsRead(made.getId()).getParameters()).containsEntry("n", 3);

    var proposal =
        new StateProposal().state(new StateCreate().type(StateType.COMPLETED)).force(true);
    var answer = runs.flowRunsSetState(made.getId(), proposal);

    assertThat(answer.getStatus()).isEqualTo(SetStateStatus.ACCEPT);
    assertThat(answer.getDetails().getActualInstance()).isInstanceOf(ResponseDetailsAccept.class);
    assertThat(runs.flowRunsRead(made.getId()).getState().getType()).isEqualTo(StateType.COMPLETED);
  }

  @Test
  void what_is_wrong_with_a_request_can_be_read() throws Exception {
    var deployment = new DeploymentCreate().name("x").flowId(flow.getId()).schedule(new Schedule());
    var refused =
        catchThrowableOfType(ApiException.class, () -> deployments.deploymentsCreate(deployment));
    assertThat(refused.getCode()).isEqualTo(422);
    var wrong = client.getObjectMapper().readValue(refused.getResponseBody(), InvalidRequest.class);
    var first = wrong.getExceptionDetail().get(0);
    assertThat(first.getLoc()).containsExactly("body", "schedule", "interval");
    assertThat(first.getMsg()).isEqualTo("field required");
  }
}
