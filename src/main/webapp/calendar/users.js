import { deployments, flows } from "../api.js";

/** The API answers at most so many at a time, and so often it is asked. */
const AT_A_TIME = 200;
const PAGES = 3;

/**
 * Which deployments use which calendar, by its name, as far as the first 600 tell: the API does not
 * find deployments by their calendars.
 */
export async function usersByCalendar(signal) {
  const byName = new Map();
  let read = AT_A_TIME;
  for (let page = 0; page < PAGES && read === AT_A_TIME; page++) {
    const found = await deployments.filter({ sort: "NAME_ASC", limit: AT_A_TIME, offset: page * AT_A_TIME }, signal);
    read = found.length;
    for (const one of found) {
      (one.schedule_policy?.calendars ?? []).forEach((name) => byName.set(name, [...(byName.get(name) ?? []), one]));
    }
  }
  return { byName, areAll: read < AT_A_TIME };
}

/** Deployments with the names of their flows. */
export async function withFlowNames(list, signal) {
  const ids = [...new Set(list.map((one) => one.flow_id))].slice(0, AT_A_TIME);
  const found = ids.length ? await flows.filter({ flows: { id: { any_: ids } }, limit: AT_A_TIME }, signal) : [];
  const names = new Map(found.map((flow) => [flow.id, flow.name]));
  return list.map((one) => ({ ...one, title: `${names.get(one.flow_id) ?? "deleted flow"}/${one.name}` }));
}

/** What a change of a calendar does to those that use it, in a sentence; null if nobody does. */
export function effectOn({ list, areAll }) {
  if (list.length === 0) {
    return areAll ? null : "Deployments that use it plan their dates anew.";
  }
  const names = list.slice(0, 5).map((one) => one.title).join(", ");
  const rest = list.length > 5 ? ` and ${list.length - 5} more` : "";
  return `${list.length === 1 ? "1 deployment plans its dates" : `${list.length} deployments plan their dates`} anew: ${names}${rest}.`;
}
