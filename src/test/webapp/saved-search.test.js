import { Query } from "../platform/router.js";
import { absolute, filterOf, termsOf } from "../saved-search/terms.js";
import { equal } from "./equal.js";

const NOON = new Date("2026-11-27T12:00:00Z");
const term = (property, value, object = "flowRun") => ({ object, property, type: "", operation: "", value });
const back = (filters) => filterOf({ filters })?.query.toString();

export default {
  "lists are lists, single values are texts": () =>
    equal(termsOf("flow-runs", new Query("?tag=b&tag=a&name=x&state=Failed&work-queue=gpu&last=7d&sort=NAME_ASC&tab=1&made=by-hand")), [
      term("state", ["Failed"]), term("workQueue", ["gpu"]), term("tag", ["b", "a"]), term("name", "x"), term("last", "7d"), term("sort", "NAME_ASC"), term("made", "by-hand"),
    ]),
  "a query comes back as it was": () => {
    const query = "?state=Failed&state=Crashed&flow=a+b&tag=t&start-date=2026-11-01T00%3A00%3A00Z&end-date=2026-11-02&made=by-hand&ended=bad";
    for (const list of ["flow-runs", "task-runs", "deployments"]) {
      const filters = termsOf(list, new Query(query));
      equal(filterOf({ filters }).list, list);
      equal(filterOf({ filters }).query.toString(), query);
    }
  },
  "what Prefect's page has saved": () =>
    equal(back([term("state", ["Failed"]), term("tag", []), term("flow", ["etl"]), term("deployment", []), term("startDate", "2022-11-01"), term("workPool", ["x"])]),
      "?state=Failed&flow=etl&start-date=2022-11-01"),
  "nothing of others": () => {
    equal(filterOf({ filters: [] }), null);
    equal(filterOf({ filters: [term("name", "x", "flow")] }), null);
    equal(back([term("name", { a: 1 }), term("state", ["Failed", 3, null]), term("constructor", "x"), term("tag", null)]), "?state=Failed");
  },
  "a span becomes dates": () => {
    const times = { after_: "2026-11-26T12:00:00.000Z", before_: "2026-11-27T12:00:00.000Z" };
    const dates = "start-date=2026-11-26T12%3A00%3A00.000Z&end-date=2026-11-27T12%3A00%3A00.000Z";
    equal(absolute(new Query("?last=24h&state=Failed"), times, NOON).toString(), `?state=Failed&${dates}`);
    equal(absolute(new Query(""), { after_: times.after_ }, NOON).toString(), `?${dates}`);
    equal(absolute(new Query("?state=scheduled"), { after_: times.after_ }, NOON).toString(), "?state=scheduled&start-date=2026-11-26T12%3A00%3A00.000Z");
  },
  "dates, and lists without times, stay": () => {
    equal(absolute(new Query("?end-date=2026-11-01"), { before_: "x" }, NOON).toString(), "?end-date=2026-11-01");
    equal(absolute(new Query("?tag=a"), undefined, NOON).toString(), "?tag=a");
  },
};
