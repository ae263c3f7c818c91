/**
 * Hours of a week, or days of a month, each as full as it is coloured. One cell is in the order of Tab; arrows go to
 * those beside it, Page Up and Page Down to the week or month before and after, Home and End to the ends of a row,
 * Enter opens.
 */
import { html, nothing } from "lit-html";
import { plus, plusMonths, weeksOf } from "../calendar/dates.js";
import { FIRST, long, WEEKDAYS } from "../calendar/words.js";
import { icon } from "../element/icon.js";
import { isOver, needInWords } from "./need.js";
import { HOUR, HOURS, most } from "./span.js";

/** Per cent of the accent in the fullest cell: more, and its number could not be read. */
const FULLEST = 45;

/**
 * @param days seven of them
 * @param planned,past by hour, as `span.js` counts them
 * @param needs what hours need of agents' slots, as `need.js` has it
 * @param slots how many are there; null if that is not known
 * @param now the hour of now
 * @param focused the hour that Tab leads to
 * @param closed days on which a calendar starts nothing
 * @param onOpen called with an hour
 * @param onMove called with the hour that the focus is to go to, perhaps of another week
 */
export function weekGrid({ days, planned, past, needs, slots, now, focused, closed, onOpen, onMove }) {
  const top = most(planned, days.flatMap((day) => HOURS.map((hour) => `${day}T${hour}`)));
  const move = (key, step) => moved(key, step, { across: (one, by) => `${plus(one.slice(0, 10), by)}${one.slice(10)}`, down: hoursLater, page: (one, by) => `${plus(one.slice(0, 10), 7 * by)}${one.slice(10)}`, row: days.map((day) => `${day}${key.slice(10)}`) });
  return html`<div class="scroll">${grid({ label: "Hours of the week", classes: "week", onOpen, onMove, move }, html`
    <thead><tr><td></td>${days.map((day) => html`<th scope="col" class=${day === now.slice(0, 10) ? "today" : ""}>${dayName(day)}${closed.has(day) ? html`<span class="closed">closed</span>` : nothing}</th>`)}</tr></thead>
    <tbody>${HOURS.map(
      (hour) => html`<tr><th scope="row">${hour}</th>${days.map((day) => cell({ key: `${day}T${hour}`, planned, past, needs, slots, top, now, focused, words: `${long(day)}, ${hour}:00` }))}</tr>`,
    )}</tbody>`)}</div>`;
}

/** The same of the days of a month; keys are days. */
export function monthGrid({ days, planned, past, now, focused, closed, onOpen, onMove }) {
  const top = most(planned, days);
  const [year, month] = days[0].split("-").map(Number);
  const weeks = weeksOf(year, month, FIRST);
  const move = (key, step) => moved(key, step, { across: plus, down: (one, by) => plus(one, 7 * by), page: plusMonths, row: weeks.find((week) => week.includes(key)).filter(Boolean) });
  return grid({ label: "Days of the month", classes: "month", onOpen, onMove, move }, html`
    <thead><tr>${WEEKDAYS.map((day) => html`<th scope="col" abbr=${day.long}>${day.short}</th>`)}</tr></thead>
    <tbody>${weeks.map(
      (week) => html`<tr>${week.map((day) => (day ? cell({ key: day, planned, past, top, now: now.slice(0, 10), focused, words: `${long(day)}${closed.has(day) ? ", closed" : ""}`, name: Number(day.slice(8)), isClosed: closed.has(day) }) : html`<td></td>`))}</tr>`,
    )}</tbody>`);
}

function grid({ label, classes, onOpen, onMove, move }, content) {
  const opened = (event) => {
    const key = keyAt(event);
    if (key) {
      onOpen(key);
    }
  };
  const pressed = (event) => {
    const key = keyAt(event);
    const to = key && !event.ctrlKey && !event.metaKey && !event.altKey && move(key, event.key);
    if (to) {
      event.preventDefault();
      event.stopPropagation();
      onMove(to);
    }
  };
  return html`<table role="grid" class="heat ${classes}" aria-label=${label} @click=${opened} @keydown=${pressed}>${content}</table>`;
}

function cell({ key, planned, past, needs, slots = null, top, now, focused, words, name = null, isClosed = false }) {
  const isPast = key < now;
  const ran = past.get(key);
  const due = isPast ? undefined : planned.get(key);
  const need = isPast ? undefined : needs?.get(key);
  const needed = need ? needInWords(need, slots) : "";
  const share = due ? Math.ceil((FULLEST * due.count) / top) : 0;
  const shape = [isPast ? "past" : "", key === now ? "now" : "", isClosed ? "shut" : "", ran?.bad ? "with-bad" : ""].filter(Boolean);
  return html`<td role="gridcell"><button type="button" class=${shape.join(" ")} data-key=${key} tabindex=${key === focused ? 0 : -1}
    aria-label=${`${words}: ${said(due, ran, isPast)}${needed && `; ${needed}`}`} title=${needed || nothing} .style=${`--heat:${share}%`}>${name === null ? nothing : html`<b>${name}</b>`}<span>${numberOf(due, ran, isPast)}</span>${isOver(need, slots) ? html`<span class="over late">${icon("late")}over</span>` : nothing}</button></td>`;
}

function numberOf(due, ran, isPast) {
  const number = isPast ? ran?.count : due?.count;
  return number ? number.toLocaleString() : "";
}

function said(due, ran, isPast) {
  if (isPast) {
    return ran?.count ? `${ran.count.toLocaleString()} ${ran.count === 1 ? "run" : "runs"}${ran.bad ? `, ${ran.bad.toLocaleString()} failed or crashed` : ""}` : "no run";
  }
  if (!due) {
    return "nothing planned";
  }
  const [queue] = [...due.queues].sort(([, one], [, other]) => other - one);
  return `${due.count.toLocaleString()} planned${queue ? `, ${queue[1].toLocaleString()} of them on ${queue[0]}` : ""}`;
}

function keyAt(event) {
  return event.target.closest?.("[data-key]")?.dataset.key;
}

function moved(key, pressed, { across, down, page, row }) {
  switch (pressed) {
    case "ArrowLeft":
      return across(key, -1);
    case "ArrowRight":
      return across(key, 1);
    case "ArrowUp":
      return down(key, -1);
    case "ArrowDown":
      return down(key, 1);
    case "PageUp":
      return page(key, -1);
    case "PageDown":
      return page(key, 1);
    case "Home":
      return row[0];
    case "End":
      return row.at(-1);
    default:
      return null;
  }
}

/** From one hour to another, by the clock on the wall: days have 24. */
function hoursLater(key, by) {
  return new Date(Date.parse(`${key}:00:00Z`) + by * HOUR).toISOString().slice(0, 13);
}

const DAY = new Intl.DateTimeFormat(undefined, { timeZone: "UTC", weekday: "short", day: "numeric" });

function dayName(day) {
  return DAY.format(new Date(day));
}
