/**
 * What an address of a list asks for, as a saved search keeps it; pure.
 *
 * The form is that of the page of Prefect 2.6.9, `{ object: "flowRun", property, type: "", operation: "", value }`: the
 * property is the name in the address in camel case, the value a list of texts where a name may be repeated, type and
 * operation are empty. So each page reads what the other has saved: Prefect's takes `state`, `flow`, `deployment` and `tag`
 * by their properties and skips the others; what it has no words for (`name`, `workQueue`, `last`, `sort`, `chart`, `made`, `ended`, and lists other
 * than that of runs) is kept in the same form. Whatever else a search holds, of other programs, is not ours to show.
 */
import { Query } from "../platform/router.js";

/** Lists that have filters: what their objects are called, and they themselves. */
export const LISTS = new Map([
  ["flow-runs", { object: "flowRun", title: "Runs" }],
  ["task-runs", { object: "taskRun", title: "Task runs" }],
  ["deployments", { object: "deployment", title: "Deployments" }],
]);

/** Names of the address by their properties. */
const NAMES = new Map([
  ["state", "state"],
  ["flow", "flow"],
  ["deployment", "deployment"],
  ["flowRun", "flow-run"],
  ["workQueue", "work-queue"],
  ["tag", "tag"],
  ["name", "name"],
  ["last", "last"],
  ["startDate", "start-date"],
  ["endDate", "end-date"],
  ["sort", "sort"],
  ["schedule", "schedule"],
  ["chart", "chart"],
  ["made", "made"],
  ["ended", "ended"],
]);

const SINGLE = ["name", "last", "startDate", "endDate", "sort", "schedule", "chart", "made", "ended"];

/** The terms of a list's query. */
export function termsOf(list, query) {
  const { object } = LISTS.get(list);
  return [...NAMES]
    .map(([property, name]) => [property, query.all(name)])
    .filter(([, values]) => values.length > 0)
    .map(([property, values]) => ({ object, property, type: "", operation: "", value: SINGLE.includes(property) ? values[0] : values }));
}

/** Which list a saved search is of, and its query; null if it is of none that we have. */
export function filterOf({ filters }) {
  const list = [...LISTS].find(([, { object }]) => filters.some((term) => term.object === object))?.[0];
  if (list === undefined) {
    return null;
  }
  const changes = filters
    .filter((term) => term.object === LISTS.get(list).object && NAMES.has(term.property))
    .map(({ property, value }) => [NAMES.get(property), [value ?? []].flat().filter((one) => typeof one === "string")]);
  return { list, query: new Query("").with(Object.fromEntries(changes)) };
}

/**
 * A query that means the same tomorrow: its span as dates.
 *
 * @param times what it asks for now, `{ after_, before_ }`; undefined if it asks for no times
 * @param now by the server's clock
 */
export function absolute(query, times, now) {
  if (!times || query.one("start-date") || query.one("end-date")) {
    return query;
  }
  // those that are planned have no end
  const isOpen = query.all("state").some((state) => state.toLowerCase() === "scheduled");
  return query.with({ last: null, "start-date": times.after_, "end-date": times.before_ ?? (isOpen ? null : now.toISOString()) });
}
