/** The client that openapi-generator writes for TypeScript, used against the server at the address given as argument. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import test from "node:test";
import {
  Configuration,
  DeploymentsApi,
  FlowRunsApi,
  FlowsApi,
  InvalidRequestFromJSON,
  ResponseError,
  type Schedule,
  SetStateStatus,
  StateType,
} from "./generated/index.js";

const configuration = new Configuration({ basePath: process.env.RIGEL_URL });
const flows = new FlowsApi(configuration);
const deployments = new DeploymentsApi(configuration);
const runs = new FlowRunsApi(configuration);
const flow = await flows.flowsCreate({ flowCreate: { name: `typescript-${randomUUID()}` } });

async function storedWith(schedule: Schedule): Promise<Schedule> {
  const made = await deployments.deploymentsCreate({
    deploymentCreate: { name: "nightly", flowId: flow.id, schedule },
  });
  const read = await deployments.deploymentsRead({ id: made.id });
  assert(read.schedule);
  return read.schedule;
}

test("flows are listed", async () => {
  const listed = await flows.flowsFilter({ flowQuery: { limit: 200 } });
  assert(listed.some((one) => one.id === flow.id));
  assert((await flows.flowsFilter()).length > 0);
  assert.deepEqual(await flows.flowsReadByName({ name: flow.name }), flow);
});

test("an interval is read back", async () => {
  const schedule = await storedWith({ interval: 90.5, timezone: "Europe/Berlin" });
  assert.equal(schedule.interval, 90.5);
  assert.equal(schedule.timezone, "Europe/Berlin");
  assert(schedule.anchorDate instanceof Date);
  assert.equal(schedule.cron, undefined);
});

test("a cron expression is read back", async () => {
  const schedule = await storedWith({ cron: "5 4 * * mon", dayOr: false });
  assert.equal(schedule.cron, "5 4 * * mon");
  assert.equal(schedule.dayOr, false);
  assert.equal(schedule.interval, undefined);
});

test("a recurrence rule is read back", async () => {
  assert.equal((await storedWith({ rrule: "FREQ=DAILY" })).rrule, "FREQ=DAILY");
});

test("a run is made and read and its state set", async () => {
  const made = await runs.flowRunsCreate({ flowRunCreate: { flowId: flow.id, parameters: { n: 3 } } });
  assert.deepEqual((await runs.flowRunsRead({ id: made.id })).parameters, { n: 3 });
  const answer = await runs.flowRunsSetState({
    id: made.id,
    stateProposal: { state: { type: StateType.Completed }, force: true },
  });
  assert.equal(answer.status, SetStateStatus.Accept);
  assert.equal(answer.details.type, "accept_details");
  assert.equal((await runs.flowRunsRead({ id: made.id })).state?.type, StateType.Completed);
});

test("what is wrong with a request can be read", async () => {
  const refused = await storedWith({}).catch((error: unknown) => error);
  assert(refused instanceof ResponseError);
  assert.equal(refused.response.status, 422);
  const wrong = InvalidRequestFromJSON(await refused.response.json());
  assert.deepEqual(wrong.exceptionDetail[0]?.loc, ["body", "schedule", "interval"]);
});
