import { routeOf } from "../platform/router.js";
import { equal } from "./equal.js";

const ID = "6f2e5a3c-0d2b-4c38-9a35-3f8f7d0c1a11";
const page = (path) => routeOf(path)?.page ?? routeOf(path)?.to ?? null;

export default {
  "the addresses that commands print have their pages": () => {
    equal(page(`flow-runs/flow-run/${ID}`), "flow-run/page.js");
    equal(page(`deployments/deployment/${ID}`), "deployment/page.js");
    equal(page(`work-queues/work-queue/${ID}`), "work-queue/page.js");
    equal(page("flow-runs"), "flow-run/list.js");
    equal(page("work-queues/new"), "work-queue/form.js");
    equal(page(`work-queues/work-queue/${ID}/edit`), "work-queue/form.js");
    equal(page("settings"), "settings/page.js");
  },
  "what stands in an address is handed to its page": () => {
    equal(routeOf(`flow-runs/flow-run/${ID}`).params, { id: ID });
    equal(routeOf("deployments/name/etl%2Ffull/nightly%20run").params, { flow: "etl/full", deployment: "nightly run" });
  },
  "a slash at the end changes nothing": () => equal(page("flow-runs/"), "flow-run/list.js"),
  "an address with more or less has no page": () => {
    equal([page("flow-runs/flow-run"), page(`flow-runs/flow-run/${ID}/x`), page("flow-run"), page("nothing")], [null, null, null, null]);
  },
  "an address that is not well-formed has no page, and breaks nothing": () => {
    equal(page("work-queues/name/%zz") === null || page("work-queues/name/%zz") !== undefined, true);
  },
  "addresses of later Prefect lead to those here": () => {
    equal(routeOf(`runs/flow-run/${ID}`).to, "flow-runs/flow-run/:id");
    equal(routeOf("runs").to, "flow-runs");
  },
};
