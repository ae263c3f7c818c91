import { html, nothing } from "lit-html";
import { agents, calendars, flowRuns, now, uiSchedules } from "../api.js";
import { FIRST, long, monthName } from "../calendar/words.js";
import { adder, chips, segments, textField } from "../element/filter.js";
import { icon } from "../element/icon.js";
import { part, parts, shown } from "../element/part.js";
import { table, waiting } from "../element/table.js";
import { at } from "../element/time.js";
import { Usual } from "../flow-run/usual.js";
import { absolute, day as dayOf, duration, minute, zone } from "../platform/time.js";
import { localOf } from "../platform/zoned.js";
import { monthGrid, weekGrid } from "./grid.js";
import { isOver, meanOf, MOST_AGENTS, needsOf, queuesOf, slotsInWords, thereInWords, thereOf, workOf } from "./need.js";
import { beside, countsOf, HOUR, pastOf, pastParts, QUARTER, quietHours, spanOf, VIEWS } from "./span.js";

const KINDS = { tag: "Tag", flow: "Flow", "work-queue": "Work queue", calendar: "Calendar" };
const FILTERS = Object.keys(KINDS);

/** Calendars that are looked through for one of a name. */
const CALENDARS = 200;

const NO_DATES = { grouped_by: "none", count: 0, dates: [], groups: [], uncounted: [] };

/** What runs take on average is that of so many last hours. */
const MEAN_HOURS = 7 * 24;

/** How many of the widest gaps are told. */
const GAPS = 3;

/** When the house is busy. */
export default class Schedule {
  every = 60;
  #router;
  #redraw;
  #reload;
  /** The zone of what was read. */
  #zone = null;
  /** The hour or day of the grid that Tab leads to, and whether the focus is to go there. */
  #focused = null;
  #moves = false;
  /** Ids of calendars by their names, once they were asked for. */
  #calendars = null;
  /** Closed days that were read for what is shown, and what was asked for them. */
  #shut = { key: null, days: new Set() };
  /** How long runs of deployments usually take. */
  #usual = new Usual();
  /** How long runs take on average, and for which filter. */
  #mean = { key: null, seconds: null };

  constructor({ query, router, redraw, reload }) {
    this.query = query;
    this.#router = router;
    this.#redraw = redraw;
    this.#reload = reload;
  }

  changed(query) {
    this.query = query;
  }

  get #span() {
    return spanOf(this.query, { today: localOf(now().toISOString(), zone()).slice(0, 10), zone: zone(), first: FIRST });
  }

  async load(signal) {
    const span = this.#span;
    this.#zone = zone();
    const { dates, past, closed, agents: online } = await parts({
      dates: this.#dates(span, signal),
      past: this.#past(span, signal),
      closed: this.#closed(span, signal),
      agents: this.#online(span, signal),
    });
    return { span, dates, past, closed, need: await this.#need(span, dates.value, online, signal) };
  }

  /** None but of a week that is not over. */
  #online({ view, end }, signal) {
    return view === "week" && Date.parse(end) > now() ? agents.filter({ states: ["ONLINE"], limit: MOST_AGENTS }, signal) : null;
  }

  /**
   * What its hours need of agents, and what is there; null where that is not to be told. How long runs take is learned
   * once, not by each refresh.
   */
  async #need({ days }, dates, { value: list, failure }, signal) {
    const queues = dates ? queuesOf(dates) : new Set();
    if (list === null || queues.size === 0 || dates.grouped_by === "day") {
      return null;
    }
    if (dates.grouped_by === "none") {
      await this.#usual.learn(this.#usual.unknownOf(dates.dates), signal);
    } else {
      await this.#learnMean(signal);
    }
    const mean = dates.grouped_by === "none" ? null : this.#mean.seconds;
    const there = list ? thereOf(list, queues) : { slots: null };
    return { needs: needsOf(workOf(dates, (id) => this.#usual.secondsOf(id), mean), days, zone()), there, mean, failure };
  }

  async #learnMean(signal) {
    const { calendars: _, ...selection } = this.#selection();
    const key = JSON.stringify(selection);
    if (key !== this.#mean.key) {
      const end = Math.floor(now() / HOUR) * HOUR;
      const asked = { history_start: new Date(end - MEAN_HOURS * HOUR).toISOString(), history_end: new Date(end).toISOString(), history_interval_seconds: (MEAN_HOURS * HOUR) / 1000 };
      const { value, failure } = await part(flowRuns.history({ ...selection, ...asked }, signal));
      this.#mean = { key: failure ? null : key, seconds: failure ? null : meanOf(value) };
    }
  }

  /** From now on: what was planned before has become runs. */
  #dates({ start, end }, signal) {
    const from = Math.max(Date.parse(start), now().getTime());
    const isOver = from > Date.parse(end);
    return isOver ? NO_DATES : uiSchedules.dates({ ...this.#selection(), start: new Date(from).toISOString(), end, timezone: zone() }, signal);
  }

  #selection() {
    const { query } = this;
    const any = (name) => (query.all(name).length ? { any_: query.all(name) } : null);
    const deployments = {
      ...(query.one("name") && { name: { like_: query.one("name") } }),
      ...(query.all("tag").length && { tags: { all_: query.all("tag") } }),
      ...(any("work-queue") && { work_queue_name: any("work-queue") }),
    };
    return {
      ...(Object.keys(deployments).length && { deployments }),
      ...(any("flow") && { flows: { name: any("flow") } }),
      ...(query.all("calendar").length && { calendars: query.all("calendar") }),
    };
  }

  /** How runs went in the hours of the span that are over; nothing of a span that is all ahead. */
  async #past({ view, days, start, end }, signal) {
    const until = Math.min(Date.parse(end), Math.floor(now() / QUARTER) * QUARTER);
    if (view === "agenda" || until <= Date.parse(start)) {
      return [];
    }
    const { calendars: _, ...selection } = this.#selection();
    const asked = pastParts({ days, isByHour: view === "week" }, until, zone()).map(({ from, to, width }) =>
      flowRuns.history(
        { ...selection, history_start: new Date(from).toISOString(), history_end: new Date(to).toISOString(), history_interval_seconds: width / 1000 },
        signal,
      ),
    );
    return (await Promise.all(asked)).flat();
  }

  /** The days of the span on which the first calendar that is asked for starts nothing; read once, not by each refresh. */
  async #closed({ days }, signal) {
    const [name] = this.query.all("calendar");
    if (!name) {
      return new Set();
    }
    const key = `${name} ${days[0]} ${days.length}`;
    if (key === this.#shut.key) {
      return this.#shut.days;
    }
    this.#calendars ??= new Map((await calendars.filter({ limit: CALENDARS }, signal)).map((one) => [one.name, one.id]));
    const id = this.#calendars.get(name);
    const all = id ? await calendars.days(id, days[0], days.at(-1), signal) : [];
    this.#shut = { key, days: new Set(all.filter((one) => !one.open).map((one) => one.day)) };
    return this.#shut.days;
  }

  title() {
    return "Schedule";
  }

  crumbs() {
    return ["Schedule"];
  }

  render(data, { stale }) {
    const shared = { query: this.query, router: this.#router };
    const span = this.#span;
    const isSame = data && data.span.start === span.start && data.span.view === span.view;
    return html`<div class="head"><h1>Schedule</h1><p class="under">When deployments with an active schedule start runs, in ${zone()}</p></div>
      <section class="card ${stale ? "stale" : ""}" aria-label="Schedule">
        <div class="tools">
          <span class="row tight"><button type="button" class="button only back" aria-label="Before" @click=${() => this.#go(beside(span, -1))}>${icon("chevron")}</button>
            <button type="button" class="button" @click=${() => this.#go(null)}>Today</button>
            <button type="button" class="button only" aria-label="After" @click=${() => this.#go(beside(span, 1))}>${icon("chevron")}</button></span>
          ${segments({ ...shared, name: "view", label: "What is shown", values: VIEWS, usual: VIEWS[0] })}
          ${textField({ ...shared, name: "name", label: "Name of deployment" })}${adder({ ...shared, kinds: KINDS })}${chips({ ...shared, names: FILTERS })}
        </div>
        <h2 class="pad">${titleOf(span)}</h2>
        ${isSame ? shown(data.dates, (dates) => this.#shown(dates, data)) : waiting(8)}
      </section>`;
  }

  #shown(dates, { span, past, closed, need }) {
    return html`${span.view === "agenda" ? agenda(dates, span, this.query) : this.#grid(dates, span, past.value ?? [], closed.value ?? new Set(), need)}
      <div class="pad">${this.#summary(dates, span)}${need ? needed(need) : nothing}</div>`;
  }

  #grid(dates, span, history, closed, need) {
    const isWeek = span.view === "week";
    const here = localOf(now().toISOString(), zone()).slice(0, isWeek ? 13 : 10);
    const isHere = span.days.includes(here.slice(0, 10));
    const focused = span.days.includes(this.#focused?.slice(0, 10)) && this.#focused.length === here.length ? this.#focused : isHere ? here : `${span.days[0]}${isWeek ? "T00" : ""}`;
    const draw = isWeek ? weekGrid : monthGrid;
    return draw({
      days: span.days,
      planned: countsOf(dates, zone()),
      past: pastOf(history, zone()),
      needs: need?.needs,
      slots: need?.there.slots,
      now: localOf(now().toISOString(), zone()).slice(0, 13),
      focused,
      closed,
      onOpen: (key) => this.#open(key),
      onMove: (key) => this.#move(key, span),
    });
  }

  #summary(dates, span) {
    const gaps = span.view === "week" && dates.grouped_by !== "day" ? quietHours(dates, { ...span, now: now().getTime(), count: GAPS }) : [];
    return html`<p>${dates.count === 0 ? "Nothing is planned here." : `${dates.count.toLocaleString()} planned.`}
        ${gaps.length && dates.count ? html`Quiet: ${gaps.map(({ from, to }, i) => html`${i ? "; " : nothing}${dayOf(new Date(from))} ${minute(new Date(from))}, for ${duration((to - from) / 1000)}`)}.` : nothing}</p>
      ${dates.uncounted.map((one) => html`<p class="quiet small"><a class="lined" href="deployments/deployment/${one.deployment_id}">${one.deployment_name}</a> is not counted: ${one.reason}</p>`)}`;
  }

  #go(from) {
    this.#router.query(this.query.with({ from }));
  }

  /** What was: its runs. What is to come: its dates. */
  #open(key) {
    const isPast = key < localOf(now().toISOString(), zone()).slice(0, key.length);
    if (isPast) {
      const { start, end } = spanOf(this.query.with({ view: "agenda", from: key }), { today: key, zone: zone(), first: FIRST });
      const query = this.query.with({ view: null, from: null, calendar: null, "start-date": new Date(start).toISOString(), "end-date": end });
      this.#router.go(`flow-runs${query}`);
    } else {
      this.#router.query(this.query.with({ view: "agenda", from: key }));
    }
  }

  #move(key, span) {
    this.#focused = key;
    this.#moves = true;
    if (span.days.includes(key.slice(0, 10))) {
      this.#redraw();
    } else {
      this.#go(key.slice(0, 10));
    }
  }

  /** Called when what was rendered is in the document. */
  drawn() {
    if (this.#zone !== null && this.#zone !== zone()) {
      this.#zone = null;
      this.#reload();
    }
    const cell = this.#moves && document.querySelector(`.heat [data-key="${this.#focused}"]`);
    if (cell) {
      this.#moves = false;
      cell.focus();
    }
  }
}

/** What is there, how many hours need more, and how that is known. */
function needed({ needs, there, mean, failure }) {
  const over = [...needs].filter(([, need]) => isOver(need, there.slots));
  const [most, { slots: top } = {}] = over.reduce((first, one) => (one[1].slots > first[1].slots ? one : first), over[0] ?? []);
  const unknown = [...needs.values()].reduce((total, one) => total + one.unknown, 0);
  return html`<p>${failure ? html`<span class="failed">How many slots are there could not be read. ${failure.message}.</span>` : thereInWords(there)}
      ${over.length ? html`<b>${over.length === 1 ? "1 hour needs" : `${over.length} hours need`} more</b> and ${over.length === 1 ? "is" : "are"} marked <span class="over late">${icon("late")}over</span>: most of all ${long(most.slice(0, 10))}, ${most.slice(11)}:00, with ${slotsInWords(top)}.` : there.slots === null ? nothing : "No hour needs more."}</p>
    <p class="quiet small">An hour needs as many slots as there are hours of work in it, ${mean === null ? "by the usual durations of its runs" : `each run counted with ${duration(mean)}, which completed ones took on average in the last 7 days`}; rounded up.
      ${unknown ? `${unknown === 1 ? "1 planned run has no usual duration yet and counts" : `${unknown.toLocaleString()} planned runs have no usual duration yet and count`} with no time.` : nothing}</p>`;
}

const COLUMNS = [
  { name: "Deployment", cell: (one) => html`<a class="plain" href="deployments/deployment/${one.deployment_id}">${one.deployment_name}</a>` },
  { name: "Planned for", cell: (one) => at(one.scheduled_time) },
  { name: "Starts", cell: (one) => (one.expected_start_time === one.scheduled_time ? html`<span class="quiet">then</span>` : at(one.expected_start_time)) },
  {
    name: "Queue",
    cell: (one) => (one.work_queue_name ? html`<a class="plain" href="work-queues/name/${encodeURIComponent(one.work_queue_name)}">${one.work_queue_name}</a>` : html`<span class="quiet">–</span>`),
  },
];

/** Dates one by one, or, of more than the API tells, how many there are in which hour. */
function agenda(dates, span, query) {
  if (dates.count === 0) {
    return nothing;
  }
  if (dates.grouped_by === "none") {
    const items = dates.dates.map((one) => ({ ...one, id: `${one.deployment_id} ${one.scheduled_time}` }));
    return table({ label: "Planned", columns: COLUMNS, items, href: true });
  }
  const columns = [
    {
      name: "Hour",
      cell: (one) => (span.hour === null ? html`<a class="plain" href=${`schedule${query.with({ from: localOf(one.start, zone()).slice(0, 13) })}`}>${absolute(one.start)}</a>` : absolute(one.start)),
    },
    { name: "Planned", kind: "number", cell: (one) => one.count.toLocaleString() },
    { name: "Queues", cell: (one) => Object.entries(one.work_queues).map(([name, count]) => html`${name} ${count.toLocaleString()} `) },
  ];
  return html`${table({ label: "Planned by the hour", columns, items: dates.groups.map((one) => ({ ...one, id: one.start })) })}
    ${span.hour === null ? nothing : html`<p class="more">More than are told one by one. Narrow the filter to see them.</p>`}`;
}

function titleOf({ view, day, hour, days }) {
  const [year, month] = day.split("-").map(Number);
  switch (view) {
    case "month":
      return `${monthName(month)} ${year}`;
    case "agenda":
      return hour === null ? long(day) : `${long(day)}, ${hour}:00 to ${hour}:59`;
    default:
      return `${long(days[0])} to ${long(days.at(-1))}`;
  }
}
